# Style: an RLock, so that a method that holds it may call another.
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.RLock()

    def increment(self):
        with self.lock:
            self.update(lambda value: value + 1)

    def update(self, function):
        with self.lock:
            self.value = function(self.value)
