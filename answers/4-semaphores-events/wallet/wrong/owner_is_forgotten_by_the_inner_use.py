# Mistake: the inner use forgets who uses the wallet, and the outer one is shut out of what it holds.
# Fails: wallet--may-be-used-inside (deadlock)
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
        inner = self.owner == me
        if not inner:
            self.lock.acquire()
        self.owner = me
        try:
            return function(self)
        finally:
            self.owner = None
            if not inner:
                self.lock.release()
