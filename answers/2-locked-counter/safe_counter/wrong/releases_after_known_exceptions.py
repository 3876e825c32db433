# Mistake: the lock is given back after the kinds of exceptions that came to mind; after any other kind it stays taken.
# Fails: safe_counter--usable-after-exception (deadlock)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        self.lock.acquire()
        try:
            value = function(self.value)
        except (ValueError, TypeError, LookupError, ArithmeticError, RuntimeError):
            self.lock.release()
            raise
        self.value = value
        self.lock.release()
