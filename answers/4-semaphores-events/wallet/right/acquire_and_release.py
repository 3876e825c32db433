# Style: acquire and release by hand, with try and finally.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        self.lock.acquire()
        try:
            self.money = self.money + amount
        finally:
            self.lock.release()

    def spend(self, amount):
        with self.lock:
            if self.money < amount:
                return False
            self.money -= amount
            return True

    def use(self, function):
        self.lock.acquire()
        try:
            result = function(self)
        finally:
            self.lock.release()
        return result
