# Mistake: Place and condition are class attributes: all hand-offs share one place.
# Fails: handoff--items-arrive-in-order (lost-wakeup), handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (assertion)
import threading


class Handoff:
    things = []
    cond = threading.Condition()

    def __init__(self):
        pass

    def put(self, item):
        with self.cond:
            while self.things:
                self.cond.wait()
            self.things.append(item)
            self.cond.notify()

    def take(self):
        with self.cond:
            while not self.things:
                self.cond.wait()
            item = self.things.pop()
            self.cond.notify()
            return item
