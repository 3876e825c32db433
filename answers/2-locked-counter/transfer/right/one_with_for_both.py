# Style: both locks in one with statement, ordered by an if.
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
    if id(source) < id(target):
        first, second = source, target
    else:
        first, second = target, source
    with first.lock, second.lock:
        if source.balance >= amount:
            source.balance -= amount
            target.balance += amount
            return True
        return False
