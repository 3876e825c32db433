# Style: two Events, each cleared by the only thread that waits for it.
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
        self.is_full.clear()
        item = self.item
        self.is_empty.set()
        return item
