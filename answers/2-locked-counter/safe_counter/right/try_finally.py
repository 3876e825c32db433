# Style: acquire, then try and finally.
from threading import Lock


class SafeCounter:
    def __init__(self):
        self._lock = Lock()
        self.value = 0

    def increment(self):
        self._lock.acquire()
        try:
            self.value = self.value + 1
        finally:
            self._lock.release()

    def update(self, function):
        self._lock.acquire()
        try:
            new = function(self.value)
            self.value = new
        finally:
            self._lock.release()
