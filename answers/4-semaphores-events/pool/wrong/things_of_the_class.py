# Mistake: All pools share one list.
# Fails: pool--a-thing-for-one-alone (assertion)
import threading


class Pool:
    free = []

    def __init__(self, things):
        Pool.free.extend(things)
        self.tokens = threading.Semaphore(len(list(things)))

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
