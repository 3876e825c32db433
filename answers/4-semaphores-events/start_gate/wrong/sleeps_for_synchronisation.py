# Mistake: open sleeps in place of waiting.
# Fails: start_gate--open-waits-for-all (assertion)
import threading
import time


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)
        self.is_open = threading.Event()

    def wait(self):
        self.there.release()
        self.is_open.wait()

    def open(self):
        time.sleep(0.01)
        self.is_open.set()
