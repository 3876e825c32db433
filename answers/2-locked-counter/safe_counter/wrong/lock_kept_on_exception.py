# Mistake: when the function raises, the release is never reached.
# Fails: safe_counter--exception-changes-nothing (deadlock), safe_counter--usable-after-exception (deadlock)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        self.lock.acquire()
        self.value += 1
        self.lock.release()

    def update(self, function):
        self.lock.acquire()
        self.value = function(self.value)
        self.lock.release()
