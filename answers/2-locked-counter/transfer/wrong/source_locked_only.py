# Mistake: locks the source only; deposits to the target get lost.
# Fails: transfer--total
def transfer(source, target, amount):
    with source.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
