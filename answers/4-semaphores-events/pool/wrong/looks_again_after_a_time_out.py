# Mistake: nobody is told of what is given back; whoever waits looks again after a time-out.
# Fails: pool--waits-without-polling (polls)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            while not self.free:
                self.changed.wait(0.01)
            return self.free.pop()

    def give_back(self, thing):
        with self.changed:
            self.free.append(thing)
