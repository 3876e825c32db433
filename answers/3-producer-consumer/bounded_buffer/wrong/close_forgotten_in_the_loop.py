# Mistake: who waits looks only at the items, so when close wakes it, it goes back to sleep.
# Fails: bounded_buffer--close-wakes-everybody (lost-wakeup)
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
            while len(self.items) >= self.capacity:
                self.condition.wait()
            if self.closed:
                raise Closed()
            self.items.append(item)
            self.condition.notify_all()

    def get(self):
        with self.condition:
            if not self.items and self.closed:
                raise Closed()
            while not self.items:
                self.condition.wait()
            item = self.items.pop(0)
            self.condition.notify_all()
            return item

    def close(self):
        with self.condition:
            self.closed = True
            self.condition.notify_all()
