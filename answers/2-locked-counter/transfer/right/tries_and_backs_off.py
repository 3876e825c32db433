# Style: takes one lock, tries the other, and gives the first one back if it is not free.
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
    while True:
        with source.lock:
            if target.lock.acquire(blocking=False):
                try:
                    if source.balance < amount:
                        return False
                    source.balance -= amount
                    target.balance += amount
                    return True
                finally:
                    target.lock.release()
