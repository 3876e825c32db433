# Style: A list of a fixed length, and two numbers that only grow: how many were put, and how many were taken.
import threading


class Closed(Exception):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.slots = [None] * capacity
        self.put_so_far = 0
        self.taken_so_far = 0
        self.open = True
        self.changed = threading.Condition(threading.RLock())

    def _inside(self):
        return self.put_so_far - self.taken_so_far

    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: not self.open or self._inside() < len(self.slots))
            if not self.open:
                raise Closed("too late")
            self.slots[self.put_so_far % len(self.slots)] = item
            self.put_so_far += 1
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.open or self._inside() > 0)
            if self._inside() == 0:
                raise Closed("nothing left")
            item = self.slots[self.taken_so_far % len(self.slots)]
            self.taken_so_far += 1
            self.changed.notify_all()
            return item

    def close(self):
        with self.changed:
            self.open = False
            self.changed.notify_all()
