# Mistake: no lock at all.
# Fails: transfer--total, transfer--not-negative
def transfer(source, target, amount):
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    return True
