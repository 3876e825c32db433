# Mistake: to avoid the deadlock it waits for the second lock with a time-out, and goes on without it.
# Fails: transfer--total-is-kept (assertion), transfer--opposite-transfers (assertion), transfer--looks-under-the-lock (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    if source is target:
        with source.lock:
            return source.balance >= amount
    with source.lock:
        got_it = target.lock.acquire(timeout=1)
        try:
            if source.balance < amount:
                return False
            source.balance -= amount
            target.balance += amount
            return True
        finally:
            if got_it:
                target.lock.release()
