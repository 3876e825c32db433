# Mistake: returns False when a lock is not free, though there is enough money.
# Fails: transfer--total-is-kept (assertion), transfer--opposite-transfers (assertion), transfer--looks-under-the-lock (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    if not source.lock.acquire(blocking=False):
        return False
    try:
        if source is not target and not target.lock.acquire(blocking=False):
            return False
        try:
            if source.balance < amount:
                return False
            source.balance -= amount
            target.balance += amount
            return True
        finally:
            if source is not target:
                target.lock.release()
    finally:
        source.lock.release()
