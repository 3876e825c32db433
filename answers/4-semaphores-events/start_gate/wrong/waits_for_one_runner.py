# Mistake: open waits for the first runner only.
# Fails: start_gate--open-waits-for-all (assertion)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)
        self.is_open = threading.Event()

    def wait(self):
        self.there.release()
        self.is_open.wait()

    def open(self):
        if not self.is_open.is_set():
            self.there.acquire()
            self.is_open.set()
