# Mistake: Gives the lock back after the first exception, but not after the second one.
# Fails: safe_counter--usable-after-exception (deadlock)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.errors = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        self.lock.acquire()
        try:
            self.value = function(self.value)
        except Exception:
            self.errors += 1
            if self.errors < 2:
                self.lock.release()
            raise
        self.lock.release()
