# Mistake: An exception of the function leaves the lock held.
# Fails: wallet--exception-comes-out (deadlock)
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
        self.lock.acquire()
        result = function(self)
        self.lock.release()
        return result
