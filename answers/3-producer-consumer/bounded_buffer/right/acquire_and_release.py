# Style: acquire, try and finally, with an RLock below two Conditions.
import threading


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.lock = threading.RLock()
        self.space = threading.Condition(self.lock)
        self.stock = threading.Condition(self.lock)

    def put(self, item):
        self.lock.acquire()
        try:
            while True:
                if self.closed:
                    raise Closed()
                if len(self.items) < self.capacity:
                    break
                self.space.wait()
            self.items.insert(0, item)
            self.stock.notify()
        finally:
            self.lock.release()

    def get(self):
        self.lock.acquire()
        try:
            while not self.items:
                if self.closed:
                    raise Closed()
                self.stock.wait()
            self.space.notify()
            return self.items.pop()
        finally:
            self.lock.release()

    def close(self):
        self.lock.acquire()
        self.closed = True
        self.space.notify_all()
        self.stock.notify_all()
        self.lock.release()
