# Style: the exception is caught, the lock released and the exception raised again.
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
        old = self.value
        try:
            self.value = function(old)
        except BaseException:
            self.value = old
            self.lock.release()
            raise
        self.lock.release()
