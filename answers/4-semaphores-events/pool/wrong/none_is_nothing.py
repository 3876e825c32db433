# Mistake: A thing that is None is taken for nothing.
# Fails: pool--a-thing-for-one-alone (lost-wakeup)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.cond = threading.Condition()

    def look(self):
        return self.free.pop() if self.free else None

    def take(self):
        with self.cond:
            thing = self.look()
            while thing is None:
                self.cond.wait()
                thing = self.look()
            return thing

    def give_back(self, thing):
        with self.cond:
            self.free.append(thing)
            self.cond.notify()
