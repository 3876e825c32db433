# Mistake: Knows its owner, but not how deep: what ends inside gives the lock away.
# Fails: wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.owner = None

    def _locked(self, function):
        me = threading.get_ident()
        if self.owner != me:
            self.lock.acquire()
            self.owner = me
        try:
            return function()
        finally:
            if self.owner == me:
                self.owner = None
                self.lock.release()

    def _add(self, amount):
        self.money += amount
        return True

    def add(self, amount):
        self._locked(lambda: self._add(amount))

    def spend(self, amount):
        return self._locked(lambda: self.money >= amount and self._add(-amount))

    def use(self, function):
        return self._locked(lambda: function(self))
