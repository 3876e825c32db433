# Mistake: get sleeps until it is woken, but put looks again and again whether there is room.
# Fails: bounded_buffer--waits-without-polling (polls)
import threading
import time
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
        while True:
            with self.changed:
                if self.closed:
                    raise Closed
                if len(self.items) < self.capacity:
                    self.items.append(item)
                    self.changed.notify()
                    return
            time.sleep(0.01)

    def get(self):
        with self.changed:
            while len(self.items) == 0 and not self.closed:
                self.changed.wait()
            if len(self.items) == 0:
                raise Closed
            return self.items.popleft()

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
