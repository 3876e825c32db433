# Mistake: Works for a use in a use, but no deeper.
# Fails: wallet--may-be-used-inside (deadlock)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.outer = threading.Lock()
        self.inner = threading.Lock()
        self.owner = None

    def add(self, amount):
        self.use(lambda w: setattr(w, "money", w.money + amount))

    def spend(self, amount):
        def pay(w):
            if w.money < amount:
                return False
            w.money -= amount
            return True

        return self.use(pay)

    def use(self, function):
        me = threading.get_ident()
        if self.owner == me:
            with self.inner:
                return function(self)
        with self.outer:
            self.owner = me
            try:
                return function(self)
            finally:
                self.owner = None
