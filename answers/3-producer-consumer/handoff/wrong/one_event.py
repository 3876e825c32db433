# Mistake: one Event says that something was put, and nothing says that it was taken.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.full = threading.Event()
        self.item = None

    def put(self, item):
        self.item = item
        self.full.set()

    def take(self):
        self.full.wait()
        self.full.clear()
        return self.item
