# Style: a context manager of its own that hands out the value under the lock.
import threading
from contextlib import contextmanager


class SafeCounter:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    @contextmanager
    def _alone(self):
        self._lock.acquire()
        try:
            yield self.value
        finally:
            self._lock.release()

    def increment(self):
        with self._alone() as value:
            self.value = value + 1

    def update(self, function):
        with self._alone() as value:
            self.value = function(value)
