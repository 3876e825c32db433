# Style: A condition, and a while loop.
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            while not len(self.free):
                self.changed.wait()
            return self.free.pop()

    def give_back(self, thing):
        with self.changed:
            self.free.append(thing)
            self.changed.notify()
