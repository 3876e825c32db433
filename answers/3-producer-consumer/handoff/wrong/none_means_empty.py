# Mistake: None stands for "empty", so None itself can never be handed over.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.condition = threading.Condition()
        self.item = None

    def put(self, item):
        with self.condition:
            while self.item is not None:
                self.condition.wait()
            self.item = item
            self.condition.notify()

    def take(self):
        with self.condition:
            while self.item is None:
                self.condition.wait()
            item = self.item
            self.item = None
            self.condition.notify()
            return item
