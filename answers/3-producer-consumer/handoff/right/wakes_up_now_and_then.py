# Style: notifies on both sides, and looks again after a time-out that it does not need.
import threading


class Handoff:
    def __init__(self):
        self.cond = threading.Condition()
        self.items = []

    def put(self, item):
        with self.cond:
            while self.items:
                self.cond.wait(timeout=1.0)
            self.items.append(item)
            self.cond.notify_all()

    def take(self):
        with self.cond:
            while not self.items:
                self.cond.wait(timeout=1.0)
            item = self.items.pop()
            self.cond.notify_all()
            return item
