# Mistake: Gives the lock back after KeyError and IndexError, but not after others.
# Fails: safe_counter--exception-changes-nothing (deadlock), safe_counter--usable-after-exception (deadlock)
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
        except LookupError:
            self.lock.release()
            raise
        self.lock.release()
