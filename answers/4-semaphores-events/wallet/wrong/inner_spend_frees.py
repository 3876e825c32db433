# Mistake: A spend inside gives the lock away for a moment, and takes it again.
# Fails: wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        self.lock = threading.Lock()
        self.owner = None
        self.depth = 0

    def _enter(self):
        me = threading.get_ident()
        if self.owner != me:
            self.lock.acquire()
            self.owner = me
        self.depth += 1

    def _leave(self):
        self.depth -= 1
        if self.depth == 0:
            self.owner = None
            self.lock.release()

    def add(self, amount):
        self._enter()
        self.money += amount
        self._leave()

    def spend(self, amount):
        self._enter()
        ok = self.money >= amount
        if ok:
            self.money -= amount
        before, self.depth = self.depth, 1
        self._leave()
        if before > 1:
            self._enter()
            self.depth = before - 1
        return ok

    def use(self, function):
        self._enter()
        try:
            return function(self)
        finally:
            self._leave()
