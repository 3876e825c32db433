# Style: one Condition and notify, each one who is woken wakes the next.
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            self.not_full.wait_for(lambda: self.closed or len(self.items) < self.capacity)
            if self.closed:
                self.not_full.notify()
                raise Closed()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.lock:
            self.not_empty.wait_for(lambda: self.closed or self.items)
            if not self.items:
                self.not_empty.notify()
                raise Closed()
            self.not_full.notify()
            return self.items.pop(0)

    def close(self):
        with self.lock:
            self.closed = True
            self.not_full.notify()
            self.not_empty.notify()
