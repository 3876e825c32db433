# Style: A Lock and a note of who holds it, which nobody but the holder writes.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.owner = None

    def add(self, amount):
        if self.owner is threading.current_thread():
            self.money += amount
            return
        with self.lock:
            self.money += amount

    def spend(self, amount):
        if self.owner is threading.current_thread():
            return self._spend(amount)
        with self.lock:
            return self._spend(amount)

    def use(self, function):
        if self.owner is threading.current_thread():
            return function(self)
        with self.lock:
            self.owner = threading.current_thread()
            try:
                return function(self)
            finally:
                self.owner = None

    def _spend(self, amount):
        if self.money < amount:
            return False
        self.money -= amount
        return True
