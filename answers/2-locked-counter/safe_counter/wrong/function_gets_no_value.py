# Mistake: adds what the function returns to the value instead of replacing it.
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
            self.value += function(self.value)
