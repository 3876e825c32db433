# Style: A counter with a lock; one event says that all are there, the other is the gate.
import threading


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.lock = threading.Lock()
        self.all_there = threading.Event()
        self.is_open = threading.Event()

    def wait(self):
        with self.lock:
            self.missing -= 1
            if self.missing <= 0:
                self.all_there.set()
        self.is_open.wait()

    def open(self):
        self.all_there.wait()
        self.is_open.set()
