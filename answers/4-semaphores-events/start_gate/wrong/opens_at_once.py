# Mistake: open does not wait for the runners.
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
        self.is_open.set()
