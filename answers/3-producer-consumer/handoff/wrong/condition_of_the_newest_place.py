# Mistake: the condition belongs to the class, and a new place replaces the one that others wait on.
# Fails: handoff--take-waits-while-empty (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        Handoff.changed = threading.Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            while self.items:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def take(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.pop()
            self.changed.notify_all()
            return item
