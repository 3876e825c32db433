# Mistake: give_back notifies one, and only if nothing was free before: the second of two is forgotten.
# Fails: pool--waits-while-none-is-free (lost-wakeup)
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
            if len(self.free) == 1:
                self.changed.notify()
