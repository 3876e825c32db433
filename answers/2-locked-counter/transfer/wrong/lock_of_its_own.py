# Mistake: makes a new lock at each call, so no two transfers ever share one.
# Fails: transfer--total, transfer--not-negative
import threading


def transfer(source, target, amount):
    with threading.Lock():
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
