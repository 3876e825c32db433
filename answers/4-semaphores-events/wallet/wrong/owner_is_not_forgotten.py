# Mistake: remembers who has used the wallet last, and lets that thread in without the lock even when its use is over.
# Fails: wallet--use-is-one-step (assertion)
import threading

class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.owner = None

    def use(self, function):
        if self.owner == threading.get_ident():
            return function(self)
        with self.lock:
            self.owner = threading.get_ident()
            return function(self)

    def add(self, amount):
        def do(wallet):
            wallet.money += amount
        self.use(do)

    def spend(self, amount):
        def do(wallet):
            if wallet.money < amount:
                return False
            wallet.money -= amount
            return True
        return self.use(do)
