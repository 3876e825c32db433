# Mistake: The function gets another wallet, whose money is taken over.
# Fails: wallet--may-be-used-inside (assertion)
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
            copy = Wallet()
            copy.money = self.money
            try:
                return function(copy)
            finally:
                self.money = copy.money
