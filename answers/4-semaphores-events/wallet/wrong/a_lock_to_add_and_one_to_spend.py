# Mistake: a lock for those who add and another one for those who spend: they do not keep each other out.
# Fails: wallet--adds-and-spends (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.in_lock = threading.RLock()
        self.out_lock = threading.RLock()

    def add(self, amount):
        with self.in_lock:
            self.money += amount

    def spend(self, amount):
        with self.out_lock:
            if self.money >= amount:
                self.money -= amount
                return True
            return False

    def use(self, function):
        with self.in_lock, self.out_lock:
            return function(self)
