# Mistake: There is one token, however many things there are.
# Fails: pool--a-thing-for-one-alone (deadlock), pool--waits-while-none-is-free (deadlock), pool--all-can-be-out (deadlock)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = threading.Semaphore(1)

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
