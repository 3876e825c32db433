# Mistake: take opens the slot for the next put before it has read the item.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
from threading import Semaphore


class Handoff:
    def __init__(self):
        self.empty = Semaphore(1)
        self.full = Semaphore(0)
        self.item = None

    def put(self, item):
        self.empty.acquire()
        self.item = item
        self.full.release()

    def take(self):
        self.full.acquire()
        self.empty.release()
        return self.item
