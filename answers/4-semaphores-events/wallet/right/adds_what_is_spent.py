# Style: spend adds a negative amount, with the lock held already.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        with self.lock:
            self.money += amount

    def spend(self, amount):
        with self.lock:
            if amount > self.money:
                return False
            self.add(-amount)
            return True

    def use(self, function):
        with self.lock:
            return function(self)
