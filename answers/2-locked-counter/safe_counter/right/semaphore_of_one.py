# Style: a Semaphore with one permit.
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.permit = threading.Semaphore(1)

    def increment(self):
        with self.permit:
            self.value += 1

    def update(self, function):
        with self.permit:
            self.value = function(self.value)
