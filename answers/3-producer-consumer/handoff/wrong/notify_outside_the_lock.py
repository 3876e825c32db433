# Mistake: notifies after the with block, when the lock is no longer held.
# Fails: handoff--items-arrive-in-order (exception), handoff--put-waits-while-full (exception), handoff--take-waits-while-empty (exception), handoff--waits-without-polling (exception)
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
        self.condition.notify()

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait()
            item = self.item
            self.full = False
        self.condition.notify()
        return item
