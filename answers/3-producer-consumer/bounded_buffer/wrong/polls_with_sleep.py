# Mistake: looks again after each sleep instead of waiting for a notify.
# Fails: bounded_buffer--waits-without-polling (polls), bounded_buffer--close-wakes-everybody (polls)
import threading
import time


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.lock = threading.Lock()

    def put(self, item):
        while True:
            with self.lock:
                if self.closed:
                    raise Closed()
                if len(self.items) < self.capacity:
                    self.items.append(item)
                    return
            time.sleep(0.01)

    def get(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.pop(0)
                if self.closed:
                    raise Closed()
            time.sleep(0.01)

    def close(self):
        with self.lock:
            self.closed = True
