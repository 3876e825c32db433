# Mistake: Gives the lock back for ValueError only.
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
            self.value = function(self.value)
        except ValueError:
            self.lock.release()
            raise
        self.lock.release()
