# Mistake: get tells one producer, and only if the buffer was full before: the second of two that wait is forgotten.
# Fails: bounded_buffer--many-threads-lose-nothing (lost-wakeup)
import threading
from collections import deque


class Closed(Exception):
    pass


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
                raise Closed
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while len(self.items) == 0 and not self.closed:
                self.not_empty.wait()
            if len(self.items) == 0:
                raise Closed
            item = self.items.popleft()
            if len(self.items) == self.capacity - 1:
                self.not_full.notify()
            return item

    def close(self):
        with self.not_full:
            self.closed = True
            self.not_full.notify_all()
            self.not_empty.notify_all()
