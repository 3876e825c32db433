# Mistake: An item that is Closed is raised.
# Fails: bounded_buffer--first-in-first-out (exception)
import threading
from collections import deque


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity, self.items, self.closed = capacity, deque(), False
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while len(self.items) >= self.capacity and not self.closed:
                self.cond.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.cond.notify_all()

    def get(self):
        with self.cond:
            while not self.items and not self.closed:
                self.cond.wait()
            if not self.items:
                raise Closed("empty")
            item = self.items.popleft()
            self.cond.notify_all()
            if item is Closed or isinstance(item, Closed):
                raise item
            return item

    def close(self):
        with self.cond:
            self.closed = True
            self.cond.notify_all()
