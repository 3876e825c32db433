# Mistake: A private marker means "empty", but it is looked for with ==, which an item may answer as it likes.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading

EMPTY = object()


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.slot = EMPTY

    def put(self, item):
        with self.changed:
            while not (self.slot == EMPTY):
                self.changed.wait()
            self.slot = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while self.slot == EMPTY:
                self.changed.wait()
            item, self.slot = self.slot, EMPTY
            self.changed.notify_all()
            return item
