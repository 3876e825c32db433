# Mistake: waits and notifies without holding the Condition's lock.
# Fails: handoff--items-arrive-in-order (exception), handoff--put-waits-while-full (exception), handoff--take-waits-while-empty (exception), handoff--waits-without-polling (exception)
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.full = False
        self.item = None

    def put(self, item):
        while self.full:
            self.condition.wait()
        self.item = item
        self.full = True
        self.condition.notify()

    def take(self):
        while not self.full:
            self.condition.wait()
        item = self.item
        self.full = False
        self.condition.notify()
        return item
