# Style: A Condition, whose own lock is an RLock.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Condition()

    def add(self, amount):
        with self.lock:
            self.money += amount

    def spend(self, amount):
        with self.lock:
            if self.money < amount:
                return False
            self.money -= amount
            return True

    def use(self, function):
        with self.lock:
            return function(self)
