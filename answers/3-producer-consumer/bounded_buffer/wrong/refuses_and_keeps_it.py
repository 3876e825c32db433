# Mistake: put appends first and refuses afterwards, so what was refused is inside all the same.
# Fails: bounded_buffer--close-refuses-put (assertion)
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
            while len(self.items) == self.capacity and not self.closed:
                self.changed.wait()
            self.items.append(item)
            if self.closed:
                raise Closed
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while len(self.items) == 0 and not self.closed:
                self.changed.wait()
            if len(self.items) == 0:
                raise Closed
            item = self.items.popleft()
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
