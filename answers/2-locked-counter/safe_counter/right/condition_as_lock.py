# Style: a Condition used for its lock.
from threading import Condition


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.changed = Condition()

    def increment(self):
        with self.changed:
            self.value += 1
            self.changed.notify_all()

    def update(self, function):
        with self.changed:
            self.value = function(self.value)
            self.changed.notify_all()
