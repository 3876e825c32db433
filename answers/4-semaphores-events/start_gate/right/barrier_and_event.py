# Style: A barrier for the runners and the starter; whoever comes later does not go to it.
import threading


class StartGate:
    def __init__(self, runners):
        self.all_there = threading.Barrier(runners + 1)
        self.is_open = threading.Event()
        self.lock = threading.Lock()

    def wait(self):
        if not self.is_open.is_set():
            self.all_there.wait()
            self.is_open.wait()

    def open(self):
        with self.lock:
            if not self.is_open.is_set():
                self.all_there.wait()
                self.is_open.set()
