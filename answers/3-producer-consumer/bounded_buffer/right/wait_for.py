# Style: wait_for with small methods as predicates.
from threading import Condition


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self._capacity = capacity
        self._items = []
        self._open = True
        self._changed = Condition()

    def _can_put(self):
        return not self._open or len(self._items) < self._capacity

    def _can_get(self):
        return not self._open or len(self._items) > 0

    def put(self, item):
        with self._changed:
            self._changed.wait_for(self._can_put)
            if not self._open:
                raise Closed
            self._items.append(item)
            self._changed.notify_all()

    def get(self):
        with self._changed:
            self._changed.wait_for(self._can_get)
            if self._items:
                item = self._items[0]
                del self._items[0]
                self._changed.notify_all()
                return item
            raise Closed

    def close(self):
        with self._changed:
            self._open = False
            self._changed.notify_all()
