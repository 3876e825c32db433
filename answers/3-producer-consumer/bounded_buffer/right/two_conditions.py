# Style: two Conditions over one lock, notify where one is enough.
import threading
from collections import deque


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        lock = threading.Lock()
        self.not_full = threading.Condition(lock)
        self.not_empty = threading.Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) == self.capacity and not self.closed:
                self.not_full.wait()
            if self.closed:
                raise Closed("the buffer is closed")
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while len(self.items) == 0:
                if self.closed:
                    raise Closed("the buffer is closed and empty")
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item

    def close(self):
        with self.not_full:
            self.closed = True
            self.not_full.notify_all()
            self.not_empty.notify_all()
