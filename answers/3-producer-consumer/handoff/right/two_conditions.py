# Style: two Conditions over one lock.
from threading import Condition, Lock


class Handoff:
    def __init__(self):
        lock = Lock()
        self.emptied = Condition(lock)
        self.filled = Condition(lock)
        self.items = []

    def put(self, item):
        with self.emptied:
            while len(self.items) == 1:
                self.emptied.wait()
            self.items.append(item)
            self.filled.notify()

    def take(self):
        with self.filled:
            while len(self.items) == 0:
                self.filled.wait()
            item = self.items.pop()
            self.emptied.notify()
            return item
