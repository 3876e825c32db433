# Mistake: An exception that the function returns is raised.
# Fails: wallet--may-be-used-inside (exception)
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
        with self.lock:
            result = self._call(function)
        if isinstance(result, BaseException):
            raise result
        return result

    def _call(self, function):
        try:
            return function(self)
        except BaseException as problem:
            return problem
