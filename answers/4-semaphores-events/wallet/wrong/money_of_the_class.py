# Mistake: All wallets have the same money.
# Fails: wallet--adds-and-spends (assertion), wallet--use-is-one-step (assertion)
import threading


class Wallet:
    money = 0

    def __init__(self):
        pass
        self.lock = threading.RLock()

    def add(self, amount):
        with self.lock:
            Wallet.money += amount

    def spend(self, amount):
        with self.lock:
            if self.money < amount:
                return False
            Wallet.money -= amount
            return True

    def use(self, function):
        with self.lock:
            return function(self)
