# Style: notifies everywhere, and looks again after a time-out that it does not need.
import threading
from collections import deque


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while len(self.items) >= self.capacity and not self.closed:
                self.cond.wait(timeout=1)
            if self.closed:
                raise Closed
            self.items.append(item)
            self.cond.notify_all()

    def get(self):
        with self.cond:
            while len(self.items) == 0 and not self.closed:
                self.cond.wait(timeout=1)
            if len(self.items) == 0:
                raise Closed
            item = self.items.popleft()
            self.cond.notify_all()
            return item

    def close(self):
        with self.cond:
            self.closed = True
            self.cond.notify_all()
