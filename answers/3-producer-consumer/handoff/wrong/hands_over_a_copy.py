# Mistake: What arrives is a copy of the item.
# Fails: handoff--items-arrive-in-order (assertion)
import copy
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) == 0)
            self.items.append(copy.copy(item))
            self.changed.notify_all()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) == 1)
            item = self.items.pop()
            self.changed.notify_all()
            return item
