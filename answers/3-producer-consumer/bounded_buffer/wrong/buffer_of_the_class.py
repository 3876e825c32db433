# Mistake: a mutable default argument, so all buffers share one list.
# Fails: bounded_buffer--first-in-first-out (lost-wakeup), bounded_buffer--close-drains (assertion), bounded_buffer--many-threads-lose-nothing (lost-wakeup)
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity, items=[]):
        self.capacity = capacity
        self.items = items
        self.closed = False
        self.condition = threading.Condition()

    def put(self, item):
        with self.condition:
            while len(self.items) >= self.capacity and not self.closed:
                self.condition.wait()
            if self.closed:
                raise Closed()
            self.items.append(item)
            self.condition.notify_all()

    def get(self):
        with self.condition:
            while not self.items and not self.closed:
                self.condition.wait()
            if not self.items:
                raise Closed()
            item = self.items.pop(0)
            self.condition.notify_all()
            return item

    def close(self):
        with self.condition:
            self.closed = True
            self.condition.notify_all()
