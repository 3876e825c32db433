# Mistake: one lock for the whole bank, and the accounts' own locks are not taken.
# Fails: transfer--total-is-kept (assertion), transfer--looks-under-the-lock (assertion)
import threading

bank = threading.Lock()


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with bank:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
