# Mistake: returns False without releasing the locks.
# Fails: transfer--not-negative
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    first.lock.acquire()
    if second is not first:
        second.lock.acquire()
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    if second is not first:
        second.lock.release()
    first.lock.release()
    return True
