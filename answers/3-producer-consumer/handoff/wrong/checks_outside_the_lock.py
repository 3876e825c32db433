# Mistake: looks at the slot before it takes the lock; the notify may come in between and is lost.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.full = False
        self.item = None

    def put(self, item):
        if self.full:
            with self.condition:
                self.condition.wait()
        with self.condition:
            self.item = item
            self.full = True
            self.condition.notify()

    def take(self):
        if not self.full:
            with self.condition:
                self.condition.wait()
        with self.condition:
            item = self.item
            self.full = False
            self.condition.notify()
            return item
