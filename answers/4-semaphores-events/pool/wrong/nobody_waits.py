# Mistake: take does not wait: nothing is there.
# Fails: pool--a-thing-for-one-alone (exception), pool--waits-while-none-is-free (exception), pool--waits-without-polling (exception)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)

    def take(self):
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
