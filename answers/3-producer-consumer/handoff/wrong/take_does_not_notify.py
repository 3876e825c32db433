# Mistake: take forgets to notify, so a waiting put sleeps for ever.
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
            self.item = item
            self.full = True
            self.condition.notify()

    def take(self):
        with self.condition:
            while not self.full:
                self.condition.wait()
            self.full = False
            return self.item
