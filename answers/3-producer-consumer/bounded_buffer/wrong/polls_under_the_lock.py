# Mistake: waits in a loop while it holds the lock, so nobody else can ever get in.
# Fails: bounded_buffer--first-in-first-out (livelock), bounded_buffer--many-threads-lose-nothing (livelock), bounded_buffer--never-more-than-capacity (livelock), bounded_buffer--waits-without-polling (polls), bounded_buffer--close-wakes-everybody (polls)
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.lock = threading.Lock()

    def put(self, item):
        with self.lock:
            while len(self.items) >= self.capacity and not self.closed:
                pass
            if self.closed:
                raise Closed()
            self.items.append(item)

    def get(self):
        with self.lock:
            while not self.items and not self.closed:
                pass
            if not self.items:
                raise Closed()
            return self.items.pop(0)

    def close(self):
        with self.lock:
            self.closed = True
