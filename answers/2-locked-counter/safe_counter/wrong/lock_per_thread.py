# Mistake: a lock in threading.local is a different one in every thread.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.local = threading.local()

    def _lock(self):
        if not hasattr(self.local, "lock"):
            self.local.lock = threading.Lock()
        return self.local.lock

    def increment(self):
        with self._lock():
            self.value += 1

    def update(self, function):
        with self._lock():
            self.value = function(self.value)
