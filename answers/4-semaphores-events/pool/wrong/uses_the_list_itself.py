# Mistake: The list that the pool is made with is used up.
# Fails: pool--a-thing-for-one-alone (exception)
import threading


class Pool:
    def __init__(self, things):
        self.free = things
        self.tokens = threading.Semaphore(len(self.free))

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
