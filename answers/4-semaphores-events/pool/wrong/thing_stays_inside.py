# Mistake: take looks at the last thing and leaves it inside.
# Fails: pool--a-thing-for-one-alone (assertion), pool--waits-while-none-is-free (assertion)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            while not len(self.free):
                self.changed.wait()
            return self.free[-1]

    def give_back(self, thing):
        pass
