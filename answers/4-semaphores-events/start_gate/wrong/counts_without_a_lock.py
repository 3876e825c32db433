# Mistake: The runners are counted without a lock.
# Fails: start_gate--open-waits-for-all (lost-wakeup)
import threading


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.all_there = threading.Event()
        self.is_open = threading.Event()

    def wait(self):
        self.missing -= 1
        if self.missing <= 0:
            self.all_there.set()
        self.is_open.wait()

    def open(self):
        self.all_there.wait()
        self.is_open.set()
