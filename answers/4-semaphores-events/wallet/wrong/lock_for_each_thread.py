# Mistake: Each thread has a lock of its own.
# Fails: wallet--adds-and-spends (assertion), wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.own = threading.local()

    def add(self, amount):
        with self._lock():
            self.money += amount

    def spend(self, amount):
        with self._lock():
            if self.money < amount:
                return False
            self.money -= amount
            return True

    def use(self, function):
        with self._lock():
            return function(self)

    def _lock(self):
        if not hasattr(self.own, "lock"):
            self.own.lock = threading.RLock()
        return self.own.lock
