# Mistake: reads in one block, releases the lock while the function runs, and writes in another.
# Fails: safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            old = self.value
        new = function(old)
        with self.lock:
            self.value = new
