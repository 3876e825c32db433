# Mistake: one lock for increment and another for update, though both change the same value.
# Fails: safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.increment_lock = threading.Lock()
        self.update_lock = threading.Lock()

    def increment(self):
        with self.increment_lock:
            self.value += 1

    def update(self, function):
        with self.update_lock:
            self.value = function(self.value)
