# Mistake: All counters use the lock of the class, which each new counter replaces.
# Fails: safe_counter--increments-are-not-lost (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        SafeCounter.lock = threading.Lock()

    def increment(self):
        with SafeCounter.lock:
            self.value += 1

    def update(self, function):
        with SafeCounter.lock:
            self.value = function(self.value)
