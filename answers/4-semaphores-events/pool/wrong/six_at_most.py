# Mistake: No more than six things are out, however many there are.
# Fails: pool--all-can-be-out (lost-wakeup)
import threading

AT_MOST = 6


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.out = 0
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            while not self.free or self.out == AT_MOST:
                self.changed.wait()
            self.out += 1
            return self.free.pop()

    def give_back(self, thing):
        with self.changed:
            self.out -= 1
            self.free.append(thing)
            self.changed.notify()
