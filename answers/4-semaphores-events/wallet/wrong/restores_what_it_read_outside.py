# Mistake: An exception puts the money back to what it was before the lock was taken, and what others put in meanwhile is lost.
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
        before = self.money
        with self.lock:
            try:
                return function(self)
            except Exception:
                self.money = before
                raise
