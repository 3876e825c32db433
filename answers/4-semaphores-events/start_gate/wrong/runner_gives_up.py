# Mistake: A runner waits at the gate for a second at most.
# Fails: start_gate--nobody-starts-early (assertion), start_gate--open-waits-for-all (assertion)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)
        self.is_open = threading.Event()

    def wait(self):
        self.there.release()
        self.is_open.wait(timeout=1)

    def open(self):
        if not self.is_open.is_set():
            for _ in range(self.runners):
                self.there.acquire()
            self.is_open.set()
