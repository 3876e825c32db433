# Mistake: An exception that is false is lost.
# Fails: safe_counter--exception-changes-nothing (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        error = None
        with self.lock:
            try:
                self.value = function(self.value)
            except Exception as problem:
                error = problem
        if error:
            raise error
