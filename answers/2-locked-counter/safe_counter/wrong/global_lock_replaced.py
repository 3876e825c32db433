# Mistake: The module's lock is replaced by each new counter.
# Fails: safe_counter--increments-are-not-lost (exception)
import threading

the_lock = threading.Lock()


class SafeCounter:
    def __init__(self):
        global the_lock
        self.value = 0
        the_lock = threading.Lock()

    def increment(self):
        the_lock.acquire()
        self.value += 1
        the_lock.release()

    def update(self, function):
        the_lock.acquire()
        try:
            self.value = function(self.value)
        finally:
            the_lock.release()
