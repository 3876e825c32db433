# Mistake: one lock for the whole bank and that of the source: the target's own lock is not taken.
# Fails: transfer--looks-under-the-lock (assertion)
import threading

bank = threading.Lock()


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with bank, source.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
