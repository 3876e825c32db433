# Mistake: take says "empty" before it clears "full", and so clears what the next put has just set.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup)
from threading import Event


class Handoff:
    def __init__(self):
        self.is_empty = Event()
        self.is_full = Event()
        self.is_empty.set()
        self.item = None

    def put(self, item):
        self.is_empty.wait()
        self.is_empty.clear()
        self.item = item
        self.is_full.set()

    def take(self):
        self.is_full.wait()
        item = self.item
        self.is_empty.set()
        self.is_full.clear()
        return item
