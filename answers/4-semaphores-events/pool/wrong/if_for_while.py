# Mistake: A condition, and an if: whoever is woken may come too late.
# Fails: pool--waits-while-none-is-free (exception)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            if not len(self.free):
                self.changed.wait()
            return self.free.pop()

    def give_back(self, thing):
        with self.changed:
            self.free.append(thing)
            self.changed.notify()
