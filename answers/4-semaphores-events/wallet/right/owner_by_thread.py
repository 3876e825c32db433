# Style: the wallet knows the thread that uses it, and lets it in once more.
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.owner = None

    def add(self, amount):
        self.use(lambda wallet: wallet.change(amount))

    def spend(self, amount):
        return self.use(lambda wallet: wallet.money >= amount and wallet.change(-amount))

    def change(self, amount):
        self.money += amount
        return True

    def use(self, function):
        me = threading.current_thread()
        if self.owner == me:
            return function(self)
        with self.lock:
            self.owner = me
            try:
                return function(self)
            finally:
                self.owner = None
