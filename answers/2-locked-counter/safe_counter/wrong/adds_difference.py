# Mistake: Adds the difference: values that are no numbers cannot be subtracted.
# Fails: safe_counter--update-is-one-step (exception)
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
            self.value += function(self.value) - self.value
