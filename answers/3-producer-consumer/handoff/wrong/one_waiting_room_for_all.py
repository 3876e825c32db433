# Mistake: all places have one condition, and a notify may wake somebody who waits at another place.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup)
import threading

changed = threading.Condition()


class Handoff:
    def __init__(self):
        self.items = []

    def put(self, item):
        with changed:
            while self.items:
                changed.wait()
            self.items.append(item)
            changed.notify()

    def take(self):
        with changed:
            while not self.items:
                changed.wait()
            changed.notify()
            return self.items.pop()
