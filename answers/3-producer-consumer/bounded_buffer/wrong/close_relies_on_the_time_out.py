# Mistake: close wakes nobody; those who wait hear of it only because their wait times out now and then.
# Fails: bounded_buffer--close-wakes-everybody (polls)
import threading
from collections import deque


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity and not self.closed:
                self.changed.wait(timeout=1)
            if self.closed:
                raise Closed
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while len(self.items) == 0 and not self.closed:
                self.changed.wait(timeout=1)
            if len(self.items) == 0:
                raise Closed
            item = self.items.popleft()
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
