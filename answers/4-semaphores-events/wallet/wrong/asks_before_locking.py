# Mistake: spend asks before it has the lock, and does not ask again.
# Fails: wallet--adds-and-spends (assertion), wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        with self.lock:
            self.money += amount

    def spend(self, amount):
        if self.money < amount:
            return False
        with self.lock:
            self.money -= amount
            return True

    def use(self, function):
        with self.lock:
            return function(self)
