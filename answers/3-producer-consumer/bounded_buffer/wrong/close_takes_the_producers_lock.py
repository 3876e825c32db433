# Mistake: put waits with a lock of the producers held, and close wants it too: it is stuck behind a full buffer.
# Fails: bounded_buffer--close-wakes-everybody (lost-wakeup)
import threading
from collections import deque


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.producers = threading.Lock()
        self.cond = threading.Condition()

    def put(self, item):
        with self.producers:
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
                raise Closed
            item = self.items.popleft()
            self.cond.notify_all()
            return item

    def close(self):
        with self.producers:
            with self.cond:
                self.closed = True
                self.cond.notify_all()
