# Style: add and spend are done by use.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        self.use(lambda _: self._change(amount))

    def spend(self, amount):
        return self.use(lambda _: self.money >= amount and self._change(-amount))

    def use(self, function):
        with self.lock:
            return function(self)

    def _change(self, amount):
        self.money += amount
        return True
