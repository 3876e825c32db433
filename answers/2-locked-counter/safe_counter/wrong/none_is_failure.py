# Mistake: A result that is 0 or None is taken for no result.
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
            new = function(self.value)
            if new:
                self.value = new
