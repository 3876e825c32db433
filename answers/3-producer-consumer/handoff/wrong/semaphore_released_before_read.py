# Mistake: The place is declared free before the item has been read: the next put may overwrite it.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    def __init__(self):
        self.free = threading.Semaphore(1)
        self.used = threading.Semaphore(0)

    def put(self, item):
        self.free.acquire()
        self.item = item
        self.used.release()

    def take(self):
        self.used.acquire()
        self.free.release()
        return self.item
