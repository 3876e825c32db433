# Mistake: One lock and its conditions for all buffers: a notify wakes somebody who waits at another buffer.
# Fails: bounded_buffer--many-threads-lose-nothing (lost-wakeup)
import threading
from collections import deque


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    lock = threading.Lock()
    room, some = threading.Condition(lock), threading.Condition(lock)

    def __init__(self, capacity):
        self.capacity, self.items, self.closed = capacity, deque(), False

    def put(self, item):
        with self.room:
            while len(self.items) >= self.capacity and not self.closed:
                self.room.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.some.notify()

    def get(self):
        with self.some:
            while not self.items and not self.closed:
                self.some.wait()
            if not self.items:
                raise Closed("empty")
            item = self.items.popleft()
            self.room.notify()
            return item

    def close(self):
        with self.room:
            self.closed = True
            self.room.notify_all()
            self.some.notify_all()
