# Mistake: take says that the place is empty before it has read the item.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    def __init__(self):
        self.full = threading.Event()
        self.empty = threading.Event()
        self.empty.set()

    def put(self, item):
        self.empty.wait()
        self.empty.clear()
        self.item = item
        self.full.set()

    def take(self):
        self.full.wait()
        self.full.clear()
        self.empty.set()
        return self.item
