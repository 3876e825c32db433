# Mistake: take waits for a second at most, and then returns None.
# Fails: pool--a-thing-for-one-alone (assertion), pool--waits-while-none-is-free (assertion)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.free) > 0, timeout=1):
                return None
            return self.free.pop()

    def give_back(self, thing):
        with self.changed:
            self.free.append(thing)
            self.changed.notify()
