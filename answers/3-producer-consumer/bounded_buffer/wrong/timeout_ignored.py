# Mistake: waits once with a time-out and goes on when it ends, whether or not anything has happened.
# Fails: bounded_buffer--first-in-first-out (exception), bounded_buffer--many-threads-lose-nothing (exception), bounded_buffer--never-more-than-capacity (assertion), bounded_buffer--waits-without-polling (exception), bounded_buffer--close-wakes-everybody (exception)
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
            self.condition.wait_for(lambda: self.closed or len(self.items) < self.capacity, timeout=10)
            if self.closed:
                raise Closed()
            self.items.append(item)
            self.condition.notify_all()

    def get(self):
        with self.condition:
            self.condition.wait_for(lambda: self.closed or self.items, timeout=10)
            if self.closed and not self.items:
                raise Closed()
            item = self.items.pop(0)
            self.condition.notify_all()
            return item

    def close(self):
        with self.condition:
            self.closed = True
            self.condition.notify_all()
