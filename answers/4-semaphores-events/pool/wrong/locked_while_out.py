# Mistake: Whoever has a thing holds a lock until it is given back.
# Fails: pool--a-thing-for-one-alone (deadlock), pool--waits-while-none-is-free (deadlock), pool--all-can-be-out (deadlock)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.lock = threading.Lock()

    def take(self):
        self.lock.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.lock.release()
