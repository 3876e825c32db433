# Style: two semaphores, one counts empty slots and one counts full ones.
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
        item = self.item
        self.empty.release()
        return item
