# Mistake: Computes outside, compares, and tries again: the function may be called twice.
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
        while True:
            old = self.value
            new = function(old)
            with self.lock:
                if self.value == old:
                    self.value = new
                    return
