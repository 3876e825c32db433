# Mistake: Whatever is false counts as empty.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.slot = None

    def put(self, item):
        with self.changed:
            while not (not self.slot):
                self.changed.wait()
            self.slot = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while not self.slot:
                self.changed.wait()
            item, self.slot = self.slot, None
            self.changed.notify_all()
            return item
