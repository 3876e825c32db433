# Mistake: nobody notifies; every wait has a time-out after which it looks again, which is polling.
# Fails: handoff--waits-without-polling
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.full = False
        self.item = None

    def put(self, item):
        with self.condition:
            while self.full:
                self.condition.wait(timeout=0.1)
            self.item = item
            self.full = True

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait(timeout=0.1)
            self.full = False
            return self.item
