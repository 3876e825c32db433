# Mistake: nobody notifies; every wait has a time-out after which it looks again, which is polling.
# Fails: bounded_buffer--waits-without-polling
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.condition = threading.Condition()

    def put(self, item):
        with self.condition:
            while len(self.items) >= self.capacity and not self.closed:
                self.condition.wait(timeout=0.1)
            if self.closed:
                raise Closed()
            self.items.append(item)

    def get(self):
        with self.condition:
            while not self.items and not self.closed:
                self.condition.wait(timeout=0.1)
            if not self.items:
                raise Closed()
            return self.items.pop(0)

    def close(self):
        with self.condition:
            self.closed = True
