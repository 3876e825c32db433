# Mistake: checks under the lock, gives the lock back, and takes it again to withdraw.
# Fails: transfer--not-negative
def transfer(source, target, amount):
    with source.lock:
        if source.balance < amount:
            return False
    with source.lock:
        source.balance -= amount
    with target.lock:
        target.balance += amount
    return True
