# Mistake: Each call makes a lock of its own.
# Fails: wallet--adds-and-spends (assertion), wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        with threading.RLock():
            self.money += amount

    def spend(self, amount):
        with threading.RLock():
            if self.money < amount:
                return False
            self.money -= amount
            return True

    def use(self, function):
        with threading.RLock():
            return function(self)
