# Mistake: After an exception the counter is set back to 0.
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
        with self.lock:
            try:
                self.value = function(self.value)
            except Exception:
                self.value = 0
                raise
