# Mistake: a semaphore with two permits lets two threads in at once.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.permits = threading.Semaphore(2)

    def increment(self):
        with self.permits:
            self.value += 1

    def update(self, function):
        with self.permits:
            self.value = function(self.value)
