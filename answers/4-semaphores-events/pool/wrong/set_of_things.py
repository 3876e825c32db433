# Mistake: A set: things must have a hash, and equal ones are one.
# Fails: pool--a-thing-for-one-alone (exception)
import threading


class Pool:
    def __init__(self, things):
        self.free = set(things)
        self.tokens = threading.Semaphore(len(self.free))

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.add(thing)
        self.tokens.release()
