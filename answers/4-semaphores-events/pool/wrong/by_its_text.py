# Mistake: Things are kept under their texts, so of two with the same text one is lost.
# Fails: pool--a-thing-for-one-alone (lost-wakeup)
import threading


class Pool:
    def __init__(self, things):
        self.free = {str(thing): thing for thing in things}
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            while not self.free:
                self.changed.wait()
            return self.free.popitem()[1]

    def give_back(self, thing):
        with self.changed:
            self.free[str(thing)] = thing
            self.changed.notify()
