# Mistake: The item is kept as a key, which only works for what can be hashed.
# Fails: handoff--items-arrive-in-order (exception)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.items = {}

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) == 0)
            self.items[item] = True
            self.changed.notify_all()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) == 1)
            item = self.items.popitem()[0]
            self.changed.notify_all()
            return item
