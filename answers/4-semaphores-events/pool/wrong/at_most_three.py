# Mistake: No more than three things are out, however many there are.
# Fails: pool--all-can-be-out (deadlock)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.some = threading.Semaphore(min(3, len(things)))

    def take(self):
        self.some.acquire()
        return self.free.pop()

    def give_back(self, thing):
        self.free.append(thing)
        self.some.release()
