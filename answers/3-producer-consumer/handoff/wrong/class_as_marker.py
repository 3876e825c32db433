# Mistake: The class itself means empty.
# Fails: handoff--items-arrive-in-order (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.item = Handoff
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while self.item is not Handoff:
                self.cond.wait()
            self.item = item
            self.cond.notify()

    def take(self):
        with self.cond:
            while self.item is Handoff:
                self.cond.wait()
            item, self.item = self.item, Handoff
            self.cond.notify()
            return item
