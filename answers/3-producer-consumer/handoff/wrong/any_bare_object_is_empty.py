# Mistake: an object of its own stands for "empty", but any other bare object is taken for it.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.item = object()

    def put(self, item):
        with self.changed:
            while type(self.item) is not object:
                self.changed.wait()
            self.item = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while type(self.item) is object:
                self.changed.wait()
            item = self.item
            self.item = object()
            self.changed.notify_all()
            return item
