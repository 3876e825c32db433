# Mistake: thinks that the list needs no lock, because append and pop are single steps.
# Fails: bounded_buffer--first-in-first-out (lost-wakeup), bounded_buffer--many-threads-lose-nothing (lost-wakeup), bounded_buffer--never-more-than-capacity (lost-wakeup), bounded_buffer--waits-without-polling (lost-wakeup), bounded_buffer--close-drains (exception), bounded_buffer--close-refuses-put (assertion), bounded_buffer--close-wakes-everybody (lost-wakeup)
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
        while len(self.items) >= self.capacity and not self.closed:
            with self.condition:
                self.condition.wait()
        if self.closed:
            raise Closed()
        self.items.append(item)
        with self.condition:
            self.condition.notify_all()

    def get(self):
        while not self.items and not self.closed:
            with self.condition:
                self.condition.wait()
        if not self.items:
            raise Closed()
        item = self.items.pop(0)
        with self.condition:
            self.condition.notify_all()
        return item

    def close(self):
        self.closed = True
        with self.condition:
            self.condition.notify_all()
