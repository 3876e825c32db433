# Mistake: A generator in between makes another exception of StopIteration.
# Fails: safe_counter--exception-changes-nothing (assertion)
import threading, contextlib


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def _new(self, function):
        yield function(self.value)

    def update(self, function):
        with self.lock:
            self.value = next(self._new(function))
