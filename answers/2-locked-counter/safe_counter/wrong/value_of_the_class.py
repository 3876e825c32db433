# Mistake: the value belongs to the class, and so to all counters together.
# Fails: safe_counter--increments-are-not-lost (assertion)
import threading


class SafeCounter:
    value = 0
    lock = threading.Lock()

    def increment(self):
        with SafeCounter.lock:
            SafeCounter.value += 1

    def update(self, function):
        with SafeCounter.lock:
            SafeCounter.value = function(SafeCounter.value)
