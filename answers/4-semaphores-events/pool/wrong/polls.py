# Mistake: take looks again and again.
# Fails: pool--waits-without-polling (polls)
import threading
import time


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.lock = threading.Lock()

    def take(self):
        while True:
            with self.lock:
                if len(self.free):
                    return self.free.pop()
            time.sleep(0.001)

    def give_back(self, thing):
        with self.lock:
            self.free.append(thing)
