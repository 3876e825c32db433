# Mistake: locks the target first and then the source; two opposite transfers wait for each other.
# Fails: transfer--opposite-transfers (deadlock)
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
    target.lock.acquire()
    source.lock.acquire()
    try:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
    finally:
        source.lock.release()
        target.lock.release()
