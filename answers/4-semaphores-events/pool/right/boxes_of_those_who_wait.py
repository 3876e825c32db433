# Style: whoever waits has a box of its own, and the thing is put into it.
import threading
from collections import deque


class Pool:
    def __init__(self, things):
        self.free = deque(things)
        self.waiting = deque()
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            if self.free:
                return self.free.popleft()
            box = [threading.Event(), None]
            self.waiting.append(box)
        box[0].wait()
        return box[1]

    def give_back(self, thing):
        with self.lock:
            if self.waiting:
                box = self.waiting.popleft()
                box[1] = thing
                box[0].set()
            else:
                self.free.append(thing)
