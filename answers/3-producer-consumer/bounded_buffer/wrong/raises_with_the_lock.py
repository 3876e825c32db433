# Mistake: raises Closed without releasing the lock, and everybody after that waits for ever.
# Fails: bounded_buffer--close-drains (deadlock), bounded_buffer--close-refuses-put (deadlock), bounded_buffer--close-wakes-everybody (deadlock)
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
        self.condition.acquire()
        while len(self.items) >= self.capacity and not self.closed:
            self.condition.wait()
        if self.closed:
            raise Closed()
        self.items.append(item)
        self.condition.notify_all()
        self.condition.release()

    def get(self):
        self.condition.acquire()
        while not self.items and not self.closed:
            self.condition.wait()
        if not self.items:
            raise Closed()
        item = self.items.pop(0)
        self.condition.notify_all()
        self.condition.release()
        return item

    def close(self):
        self.condition.acquire()
        self.closed = True
        self.condition.notify_all()
        self.condition.release()
