# Mistake: put clears "empty" too late, and so wipes out that the item was taken meanwhile.
# Fails: handoff--take-waits-while-empty (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.full = threading.Event()
        self.empty = threading.Event()
        self.empty.set()

    def put(self, item):
        self.empty.wait()
        self.item = item
        self.full.set()
        self.empty.clear()

    def take(self):
        self.full.wait()
        item = self.item
        self.full.clear()
        self.empty.set()
        return item
