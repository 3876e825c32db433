# Mistake: Orders by the last digit of the number, in which two accounts may be alike.
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
    first, second = sorted([source, target], key=lambda a: a.number % 10)
    with first.lock, second.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
