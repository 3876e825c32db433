# Mistake: waits in a loop while it holds the lock, so nobody else can ever change the slot.
# Fails: handoff--put-waits-while-full (livelock), handoff--take-waits-while-empty (livelock), handoff--waits-without-polling (polls)
import threading
import time


class Handoff:
    def __init__(self):
        self.lock = threading.Lock()
        self.full = False
        self.item = None

    def put(self, item):
        with self.lock:
            while self.full:
                time.sleep(0.01)
            self.item = item
            self.full = True

    def take(self):
        with self.lock:
            while not self.full:
                time.sleep(0.01)
            self.full = False
            return self.item
