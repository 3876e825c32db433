# Style: An ExitStack gives the lock back.
import threading
from contextlib import ExitStack


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
        with ExitStack() as stack:
            stack.enter_context(self.lock)
            return function(self)
