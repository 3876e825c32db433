# Mistake: Nobody asks whether there is enough.
# Fails: wallet--adds-and-spends (assertion)
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
            self.money -= amount
            return True

    def use(self, function):
        with self.lock:
            return function(self)
