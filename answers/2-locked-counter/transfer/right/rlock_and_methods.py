# Style: an Account with an RLock and methods of its own, so that a transfer to oneself needs no special case.
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.RLock()

    def withdraw(self, amount):
        with self.lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def deposit(self, amount):
        with self.lock:
            self.balance += amount


def transfer(source, target, amount):
    first, second = (source, target) if source.number <= target.number else (target, source)
    with first.lock, second.lock:
        if source.withdraw(amount):
            target.deposit(amount)
            return True
        return False
