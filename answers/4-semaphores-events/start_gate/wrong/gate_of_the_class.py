# Mistake: All gates are one gate.
# Fails: start_gate--nobody-starts-early (assertion)
import threading


class StartGate:
    is_open = threading.Event()

    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)

    def wait(self):
        self.there.release()
        self.is_open.wait()

    def open(self):
        if not self.is_open.is_set():
            for _ in range(self.runners):
                self.there.acquire()
            self.is_open.set()
