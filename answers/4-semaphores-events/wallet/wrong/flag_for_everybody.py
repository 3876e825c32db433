# Mistake: A flag says that somebody is inside, but not who: another thread takes it for itself.
# Fails: wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.inside = False

    def _pay(self, amount):
        if self.money < amount:
            return False
        self.money -= amount
        return True

    def add(self, amount):
        if self.inside:
            self.money += amount
        else:
            with self.lock:
                self.money += amount

    def spend(self, amount):
        if self.inside:
            return self._pay(amount)
        with self.lock:
            return self._pay(amount)

    def use(self, function):
        if self.inside:
            return function(self)
        with self.lock:
            self.inside = True
            try:
                return function(self)
            finally:
                self.inside = False
