# Mistake: makes the lock when it is first needed; two threads may each make one.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = None

    def get_lock(self):
        if self.lock is None:
            self.lock = threading.Lock()
        return self.lock

    def increment(self):
        with self.get_lock():
            self.value += 1

    def update(self, function):
        with self.get_lock():
            self.value = function(self.value)
