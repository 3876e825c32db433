# Mistake: never looks whether there is enough money.
# Fails: transfer--not-negative
def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first.lock:
        if second is not first:
            second.lock.acquire()
        source.balance -= amount
        target.balance += amount
        if second is not first:
            second.lock.release()
    return True
