# Mistake: put does not wait for the slot to be empty and overwrites the item in it.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.full = False
        self.item = None

    def put(self, item):
        with self.condition:
            self.item = item
            self.full = True
            self.condition.notify()

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait()
            self.full = False
            return self.item
