# Mistake: close waits until everything has been taken out, and so may be waited for for ever.
# Fails: bounded_buffer--close-drains (lost-wakeup), bounded_buffer--close-refuses-put (lost-wakeup), bounded_buffer--close-wakes-everybody (lost-wakeup)
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
            if self.closed:
                raise Closed
            self.items.append(item)
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
            while self.items:
                self.changed.wait()
            self.changed.notify_all()
