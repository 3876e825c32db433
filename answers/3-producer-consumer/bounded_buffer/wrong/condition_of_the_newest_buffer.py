# Mistake: the condition belongs to the class, and a new buffer replaces the one that others wait on.
# Fails: bounded_buffer--many-threads-lose-nothing (lost-wakeup)
import threading
from collections import deque


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        BoundedBuffer.changed = threading.Condition()
        self.capacity = capacity
        self.items = deque()
        self.closed = False

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity and not self.closed:
                self.changed.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items and not self.closed:
                self.changed.wait()
            if not self.items:
                raise Closed
            item = self.items.popleft()
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
