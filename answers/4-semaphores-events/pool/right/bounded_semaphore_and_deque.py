# Style: A BoundedSemaphore and a deque: the oldest first.
import threading
from collections import deque


class Pool:
    def __init__(self, things):
        self.free = deque(things)
        self.tokens = threading.BoundedSemaphore(len(self.free))

    def take(self):
        self.tokens.acquire()
        return self.free.popleft()

    def give_back(self, thing):
        self.free.append(thing)
        self.tokens.release()
