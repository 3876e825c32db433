# Mistake: give_back does not notify.
# Fails: pool--a-thing-for-one-alone (lost-wakeup), pool--waits-while-none-is-free (lost-wakeup), pool--waits-without-polling (lost-wakeup)
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
