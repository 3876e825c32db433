# Mistake: What equals a thing that is free is not taken back.
# Fails: pool--a-thing-for-one-alone (lost-wakeup)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.cond = threading.Condition()

    def take(self):
        with self.cond:
            while not self.free:
                self.cond.wait()
            return self.free.pop()

    def give_back(self, thing):
        with self.cond:
            if thing not in self.free:
                self.free.append(thing)
                self.cond.notify()
