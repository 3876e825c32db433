# Mistake: waits with a time-out and goes on when it ends, whether or not anything has happened.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
from threading import Event


class Handoff:
    def __init__(self):
        self.is_empty = Event()
        self.is_full = Event()
        self.is_empty.set()
        self.item = None

    def put(self, item):
        self.is_empty.wait(timeout=10)
        self.is_empty.clear()
        self.item = item
        self.is_full.set()

    def take(self):
        self.is_full.wait(timeout=10)
        self.is_full.clear()
        item = self.item
        self.is_empty.set()
        return item
