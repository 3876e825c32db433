# Mistake: use has a lock of its own, which add and spend do not take.
# Fails: wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()
        self.for_use = threading.RLock()

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
        with self.for_use:
            return function(self)
