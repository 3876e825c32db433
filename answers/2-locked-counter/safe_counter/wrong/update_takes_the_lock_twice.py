# Mistake: update holds the plain Lock and calls a method that takes it again, so it waits for itself.
# Fails: safe_counter--update-is-one-step (deadlock), safe_counter--usable-after-exception (deadlock)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def set(self, value):
        with self.lock:
            self.value = value

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            self.set(function(self.value))
