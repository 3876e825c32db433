# Style: A condition, wait_for, and notify_all.
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: len(self.free) > 0)
            return self.free.pop(0)

    def give_back(self, thing):
        with self.changed:
            self.free.append(thing)
            self.changed.notify_all()
