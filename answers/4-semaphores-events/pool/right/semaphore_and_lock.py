# Style: A semaphore for the number, and a lock for the list.
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = threading.Semaphore(len(self.free))
        self.lock = threading.Lock()

    def take(self):
        self.tokens.acquire()
        with self.lock:
            return self.free.pop()

    def give_back(self, thing):
        with self.lock:
            self.free.append(thing)
        self.tokens.release()
