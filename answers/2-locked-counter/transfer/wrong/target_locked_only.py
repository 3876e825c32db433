# Mistake: locks the target only; two withdrawals from one source may both find enough.
# Fails: transfer--total-is-kept (assertion), transfer--never-below-zero (assertion), transfer--opposite-transfers (assertion), transfer--looks-under-the-lock (assertion)
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
