# Mistake: put waits until its item has been taken, where it need only wait until the slot is empty.
# Fails: handoff--items-arrive-in-order (lost-wakeup), handoff--put-waits-while-full (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
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
            while self.full:
                self.condition.wait()

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait()
            self.full = False
            self.condition.notify()
            return self.item
