# Mistake: put says "full" before it has stored the item.
# Fails: handoff--take-waits-while-empty (assertion)
from threading import Semaphore


class Handoff:
    def __init__(self):
        self.empty = Semaphore(1)
        self.full = Semaphore(0)
        self.item = None

    def put(self, item):
        self.empty.acquire()
        self.full.release()
        self.item = item

    def take(self):
        self.full.acquire()
        item = self.item
        self.empty.release()
        return item
