# Mistake: update calls the function before it takes the lock; only the store is protected.
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
        new = function(self.value)
        with self.lock:
            self.value = new
