# Style: Each runner puts a note into a queue.
import queue
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.arrivals = queue.Queue()
        self.is_open = threading.Event()

    def wait(self):
        self.arrivals.put("here")
        self.is_open.wait()

    def open(self):
        if self.is_open.is_set():
            return
        for _ in range(self.runners):
            self.arrivals.get()
        self.is_open.set()
