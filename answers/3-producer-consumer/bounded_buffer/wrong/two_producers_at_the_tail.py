# Mistake: reserves a place under the lock but fills it outside; with room for two, two producers fill the same place.
# Fails: bounded_buffer--many-threads-lose-nothing (assertion)
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.places = [None] * capacity
        self.capacity = capacity
        self.free = capacity
        self.used = 0
        self.head = 0
        self.tail = 0
        self.closed = False
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while self.free == 0 and not self.closed:
                self.changed.wait()
            if self.closed:
                raise Closed()
            self.free -= 1
        self.places[self.tail] = item
        self.tail = (self.tail + 1) % self.capacity
        with self.changed:
            self.used += 1
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while self.used == 0 and not (self.closed and self.free == self.capacity):
                self.changed.wait()
            if self.used == 0:
                raise Closed()
            item = self.places[self.head]
            self.head = (self.head + 1) % self.capacity
            self.used -= 1
            self.free += 1
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
