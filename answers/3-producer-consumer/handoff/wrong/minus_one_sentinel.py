# Mistake: -1 means empty, but -1 may be an item.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.slot = -1
        self.cv = threading.Condition()

    def put(self, item):
        with self.cv:
            self.cv.wait_for(lambda: self.slot == -1)
            self.slot = item
            self.cv.notify_all()

    def take(self):
        with self.cv:
            self.cv.wait_for(lambda: self.slot != -1)
            item = self.slot
            self.slot = -1
            self.cv.notify_all()
            return item
