# Mistake: thinks that += is a single step and needs no lock.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        self.value += 1

    def update(self, function):
        with self.lock:
            self.value = function(self.value)
