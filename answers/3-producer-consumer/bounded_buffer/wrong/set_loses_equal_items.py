# Mistake: Keeps items in a dict by value: equal items become one, and a list cannot be kept.
# Fails: bounded_buffer--first-in-first-out (exception)
import threading
from collections import deque


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = {}
        self.closed = False
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while len(self.items) >= self.capacity and not self.closed:
                self.cond.wait()
            if self.closed:
                raise Closed
            self.items[item] = True
            self.cond.notify_all()

    def get(self):
        with self.cond:
            while not self.items and not self.closed:
                self.cond.wait()
            if not self.items:
                raise Closed
            item = next(iter(self.items))
            del self.items[item]
            self.cond.notify_all()
            return item

    def close(self):
        with self.cond:
            self.closed = True
            self.cond.notify_all()
