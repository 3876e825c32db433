# Mistake: put never waits, however many items there are.
# Fails: bounded_buffer--never-more-than-capacity (assertion), bounded_buffer--close-wakes-everybody (assertion)
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
            if self.closed:
                raise Closed()
            self.items.append(item)
            self.condition.notify()

    def get(self):
        with self.condition:
            while not self.items and not self.closed:
                self.condition.wait()
            if not self.items:
                raise Closed()
            return self.items.pop(0)

    def close(self):
        with self.condition:
            self.closed = True
            self.condition.notify_all()
