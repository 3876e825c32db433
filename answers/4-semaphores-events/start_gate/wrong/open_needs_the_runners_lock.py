# Mistake: Each runner keeps the lock while it waits for the gate.
# Fails: start_gate--open-waits-for-all (lost-wakeup)
import threading


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.lock = threading.Lock()
        self.is_open = threading.Event()
        self.all_there = threading.Event()

    def wait(self):
        with self.lock:
            self.missing -= 1
            if self.missing <= 0:
                self.all_there.set()
            self.is_open.wait()

    def open(self):
        self.all_there.wait()
        self.is_open.set()
