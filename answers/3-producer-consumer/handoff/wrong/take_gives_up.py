# Mistake: take waits for a second at most, and then returns None.
# Fails: handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    def __init__(self):
        self.changed = threading.Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            while self.items:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def take(self):
        with self.changed:
            if not self.changed.wait_for(lambda: self.items, timeout=1):
                return None
            item = self.items.pop()
            self.changed.notify_all()
            return item
