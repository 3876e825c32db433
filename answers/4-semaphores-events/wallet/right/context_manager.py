# Style: A context manager of its own around each method.
import threading
from contextlib import contextmanager


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        with self.alone():
            self.money += amount

    def spend(self, amount):
        with self.alone():
            enough = self.money >= amount
            if enough:
                self.money -= amount
            return enough

    def use(self, function):
        with self.alone():
            return function(self)

    @contextmanager
    def alone(self):
        self.lock.acquire()
        try:
            yield
        finally:
            self.lock.release()
