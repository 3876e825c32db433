# Mistake: Keeps the exception in the counter, where another thread finds it.
# Fails: safe_counter--exception-changes-nothing (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.error = None
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            self.error = None
            try:
                self.value = function(self.value)
            except Exception as problem:
                self.error = problem
        if self.error is not None:
            raise self.error
