# Mistake: the lock belongs to the class, and a new wallet replaces the one that somebody holds.
# Fails: wallet--adds-and-spends (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        Wallet.lock = threading.RLock()

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
