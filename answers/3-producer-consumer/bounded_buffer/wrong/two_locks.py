# Mistake: one lock for those who put and another for those who get, though both change the same count.
# Fails: bounded_buffer--first-in-first-out (assertion), bounded_buffer--many-threads-lose-nothing (lost-wakeup)
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.places = [None] * capacity
        self.count = 0
        self.head = 0
        self.tail = 0
        self.closed = False
        self.not_full = threading.Condition()
        self.not_empty = threading.Condition()

    def put(self, item):
        with self.not_full:
            while self.count == len(self.places) and not self.closed:
                self.not_full.wait()
            if self.closed:
                raise Closed()
            self.places[self.tail] = item
            self.tail = (self.tail + 1) % len(self.places)
            self.count += 1
        with self.not_empty:
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while self.count == 0 and not self.closed:
                self.not_empty.wait()
            if self.count == 0:
                raise Closed()
            item = self.places[self.head]
            self.head = (self.head + 1) % len(self.places)
            self.count -= 1
        with self.not_full:
            self.not_full.notify()
        return item

    def close(self):
        self.closed = True
        with self.not_full:
            self.not_full.notify_all()
        with self.not_empty:
            self.not_empty.notify_all()
