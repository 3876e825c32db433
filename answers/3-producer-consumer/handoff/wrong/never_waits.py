# Mistake: nobody waits; put overwrites what was not taken, take returns what was never put.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    def __init__(self):
        self.lock = threading.Lock()
        self.item = None

    def put(self, item):
        with self.lock:
            self.item = item

    def take(self):
        with self.lock:
            return self.item
