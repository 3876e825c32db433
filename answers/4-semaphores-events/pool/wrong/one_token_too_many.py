# Mistake: There is one token more than there are things.
# Fails: pool--a-thing-for-one-alone (exception), pool--waits-while-none-is-free (exception), pool--waits-without-polling (exception)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = threading.Semaphore(len(self.free) + 1)

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
