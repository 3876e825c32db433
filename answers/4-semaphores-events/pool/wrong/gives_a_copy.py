# Mistake: take gives a copy of the thing.
# Fails: pool--a-thing-for-one-alone (assertion)
import copy
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = threading.Semaphore(len(self.free))

    def take(self):
        self.tokens.acquire()
        return copy.copy(self.free.pop())

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
