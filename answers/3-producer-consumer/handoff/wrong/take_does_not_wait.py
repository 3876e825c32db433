# Mistake: take returns None from an empty slot instead of waiting.
# Fails: handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.full = False
        self.item = None

    def put(self, item):
        with self.condition:
            while self.full:
                self.condition.wait()
            self.item = item
            self.full = True

    def take(self):
        with self.condition:
            if not self.full:
                return None
            self.full = False
            self.condition.notify()
            return self.item
