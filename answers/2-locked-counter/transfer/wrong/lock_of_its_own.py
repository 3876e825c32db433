# Mistake: makes a new lock at each call, so no two transfers ever share one.
# Fails: transfer--total-is-kept (assertion), transfer--never-below-zero (assertion), transfer--opposite-transfers (assertion), transfer--looks-under-the-lock (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with threading.Lock():
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
