# Mistake: An empty text means "empty", but it may be an item.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.slot = ""

    def put(self, item):
        with self.changed:
            while not (self.slot == ""):
                self.changed.wait()
            self.slot = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while self.slot == "":
                self.changed.wait()
            item, self.slot = self.slot, ""
            self.changed.notify_all()
            return item
