# Mistake: The caller gets a RuntimeError in place of the exception.
# Fails: wallet--exception-comes-out (assertion)
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
            if self.money < amount:
                return False
            self.money -= amount
            return True

    def use(self, function):
        with self.lock:
            try:
                return function(self)
            except Exception as problem:
                raise RuntimeError("use failed") from problem
