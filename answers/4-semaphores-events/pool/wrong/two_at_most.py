# Mistake: However many things there are, two are out at most.
# Fails: pool--all-can-be-out (deadlock)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = threading.Semaphore(min(2, len(self.free)))

    def take(self):
        self.tokens.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
