# Mistake: a word stands for "empty", and somebody else may use the same word.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.item = "empty"

    def put(self, item):
        with self.changed:
            while self.item is not "empty":
                self.changed.wait()
            self.item = item
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while self.item is "empty":
                self.changed.wait()
            item = self.item
            self.item = "empty"
            self.changed.notify_all()
            return item
