# Mistake: checks under the lock, gives the lock back, and takes it again to withdraw.
# Fails: transfer--never-below-zero
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        if source.balance < amount:
            return False
    with source.lock:
        source.balance -= amount
    with target.lock:
        target.balance += amount
    return True
