# Style: a ring of fixed places with a head and a count.
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.places = [None] * capacity
        self.head = 0
        self.count = 0
        self.closed = False
        self.changed = threading.Condition(threading.Lock())

    def put(self, item):
        with self.changed:
            while not self.closed and self.count == len(self.places):
                self.changed.wait()
            if self.closed:
                raise Closed()
            self.places[(self.head + self.count) % len(self.places)] = item
            self.count += 1
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.closed and self.count == 0:
                self.changed.wait()
            if self.count == 0:
                raise Closed()
            item = self.places[self.head]
            self.places[self.head] = None
            self.head = (self.head + 1) % len(self.places)
            self.count -= 1
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
