# Mistake: locks the target only; two withdrawals from one source may both find enough.
# Fails: transfer--total, transfer--not-negative
def transfer(source, target, amount):
    with target.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
