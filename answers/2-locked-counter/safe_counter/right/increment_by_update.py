# Style: increment is an update, and only update knows the lock.
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        self.update(lambda value: value + 1)

    def update(self, function):
        with self.lock:
            self.value = function(self.value)
