# Mistake: acquire(blocking=False) does not wait, and its result is ignored.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        got_it = self.lock.acquire(blocking=False)
        self.value += 1
        if got_it:
            self.lock.release()

    def update(self, function):
        got_it = self.lock.acquire(blocking=False)
        try:
            self.value = function(self.value)
        finally:
            if got_it:
                self.lock.release()
