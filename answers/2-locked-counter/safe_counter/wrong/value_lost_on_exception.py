# Mistake: empties the value before it calls the function; when that raises, the value is gone.
# Fails: safe_counter--exception-changes-nothing (assertion), safe_counter--usable-after-exception (exception)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            old = self.value
            self.value = None
            self.value = function(old)
