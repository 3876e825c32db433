# Style: One condition for both: those who wait for the gate, and the one who waits for the runners.
import threading


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.opened = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.missing -= 1
            self.changed.notify_all()
            while not self.opened:
                self.changed.wait()

    def open(self):
        with self.changed:
            while self.missing > 0:
                self.changed.wait()
            self.opened = True
            self.changed.notify_all()
