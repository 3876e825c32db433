# Mistake: makes a new lock at each call, so no two threads ever share one.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0

    def increment(self):
        with threading.Lock():
            self.value += 1

    def update(self, function):
        lock = threading.Lock()
        with lock:
            self.value = function(self.value)
