# Mistake: A Lock: the function that uses the wallet waits for its own thread.
# Fails: wallet--may-be-used-inside (deadlock)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()

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
