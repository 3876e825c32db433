# Style: a helper that is told the order of the locks.
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def move(source, target, amount):
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    return True


def transfer(source, target, amount):
    if source is target:
        with source.lock:
            return move(source, target, amount)
    if id(source.lock) > id(target.lock):
        with target.lock:
            with source.lock:
                return move(source, target, amount)
    with source.lock:
        with target.lock:
            return move(source, target, amount)
