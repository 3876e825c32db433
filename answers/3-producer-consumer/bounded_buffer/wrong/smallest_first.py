# Mistake: A heap gives the smallest item first, and needs items that have an order.
# Fails: bounded_buffer--first-in-first-out (assertion)
import heapq
import threading


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.closed = False
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == self.capacity and not self.closed:
                self.changed.wait()
            if self.closed:
                raise Closed
            heapq.heappush(self.items, item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while len(self.items) == 0 and not self.closed:
                self.changed.wait()
            if len(self.items) == 0:
                raise Closed
            item = heapq.heappop(self.items)
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
