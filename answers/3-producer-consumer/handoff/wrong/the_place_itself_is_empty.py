# Mistake: the place itself stands for "empty", but whoever has it can put it in.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.item = self

    def put(self, item):
        with self.changed:
            while self.item is not self:
                self.changed.wait()
            self.item = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while self.item is self:
                self.changed.wait()
            item = self.item
            self.item = self
            self.changed.notify_all()
            return item
