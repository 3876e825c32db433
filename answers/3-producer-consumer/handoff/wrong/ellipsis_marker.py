# Mistake: Ellipsis means empty.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.item = ...
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while self.item is not ...:
                self.cond.wait()
            self.item = item
            self.cond.notify()

    def take(self):
        with self.cond:
            while self.item is ...:
                self.cond.wait()
            item, self.item = self.item, ...
            self.cond.notify()
            return item
