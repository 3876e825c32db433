# Mistake: A second open waits for the runners once more.
# Fails: start_gate--stays-open (deadlock)
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
        for _ in range(self.runners):
            self.there.acquire()
        self.is_open.set()
