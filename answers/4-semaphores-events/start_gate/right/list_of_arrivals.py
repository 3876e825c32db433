# Style: A list of those who are there, and a condition.
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.here = []
        self.changed = threading.Condition()
        self.is_open = threading.Event()

    def wait(self):
        with self.changed:
            self.here.append(threading.current_thread())
            self.changed.notify()
        self.is_open.wait()

    def open(self):
        with self.changed:
            while len(self.here) < self.runners:
                self.changed.wait()
        self.is_open.set()
