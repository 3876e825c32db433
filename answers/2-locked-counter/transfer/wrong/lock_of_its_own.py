# Mistake: makes a new lock at each call, so no two transfers ever share one.
# Fails: transfer--total-is-kept, transfer--never-below-zero, transfer--opposite-transfers
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
