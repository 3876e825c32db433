# Mistake: Releases twice after an exception: RuntimeError hides the exception.
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
        self.lock.acquire()
        try:
            self.value = function(self.value)
        except Exception:
            self.lock.release()
            raise
        finally:
            self.lock.release()
