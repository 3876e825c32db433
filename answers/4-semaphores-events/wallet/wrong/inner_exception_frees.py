# Mistake: An exception inside gives the lock away, though the outer function goes on.
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
        self._leave()
        return ok

    def use(self, function):
        self._enter()
        try:
            result = function(self)
        except BaseException:
            if self.owner == threading.get_ident():
                self.depth = 0
                self.owner = None
                self.lock.release()
            raise
        if self.owner == threading.get_ident():
            self._leave()
        return result
