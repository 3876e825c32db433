# Mistake: open looks again and again whether all are there.
# Fails: start_gate--waits-without-polling (polls)
import threading
import time


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.lock = threading.Lock()
        self.is_open = threading.Event()

    def wait(self):
        with self.lock:
            self.missing -= 1
        self.is_open.wait()

    def open(self):
        while self.missing > 0:
            time.sleep(0.001)
        self.is_open.set()
