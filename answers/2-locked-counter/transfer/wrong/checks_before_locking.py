# Mistake: checks the balance before it takes the locks; it may have changed by then.
# Fails: transfer--not-negative
def transfer(source, target, amount):
    if source.balance < amount:
        return False
    if source is target:
        return True
    first, second = sorted([source, target], key=id)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount
    return True
