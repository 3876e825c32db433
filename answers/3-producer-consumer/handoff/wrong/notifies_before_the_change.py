# Mistake: notifies in a block of its own before the slot changes; who wakes sees the old state and sleeps again.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
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
            self.condition.notify()
        with self.condition:
            self.item = item
            self.full = True

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait()
            self.condition.notify()
        with self.condition:
            self.full = False
            return self.item
