# Mistake: locks the target only; two withdrawals from one source may both find enough.
# Fails: transfer--total-is-kept, transfer--never-below-zero, transfer--opposite-transfers
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with target.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
