# Mistake: Who is refused keeps the lock.
# Fails: wallet--adds-and-spends (deadlock)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.RLock()

    def add(self, amount):
        with self.lock:
            self.money += amount

    def spend(self, amount):
        self.lock.acquire()
        if self.money < amount:
            return False
        self.money -= amount
        self.lock.release()
        return True

    def use(self, function):
        with self.lock:
            return function(self)
