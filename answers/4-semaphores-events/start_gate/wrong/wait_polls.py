# Mistake: wait looks again and again whether the gate is open.
# Fails: start_gate--waits-without-polling (polls)
import threading
import time


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)
        self.is_open = threading.Event()

    def wait(self):
        self.there.release()
        while not self.is_open.is_set():
            time.sleep(0.001)

    def open(self):
        if not self.is_open.is_set():
            for _ in range(self.runners):
                self.there.acquire()
            self.is_open.set()
