# Style: one Condition, wait_for with a lambda.
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.slot = []

    def put(self, item):
        with self.condition:
            self.condition.wait_for(lambda: not self.slot)
            self.slot.append(item)
            self.condition.notify_all()

    def take(self):
        with self.condition:
            self.condition.wait_for(lambda: self.slot)
            item = self.slot.pop()
            self.condition.notify_all()
        return item
