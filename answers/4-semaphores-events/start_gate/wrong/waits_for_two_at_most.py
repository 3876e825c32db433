# Mistake: open waits for two runners at most, however many there are.
# Fails: start_gate--open-waits-for-all (assertion)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = min(runners, 2)
        self.there = 0
        self.is_open = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.there += 1
            self.changed.notify_all()
            while not self.is_open:
                self.changed.wait()

    def open(self):
        with self.changed:
            while self.there < self.runners:
                self.changed.wait()
            self.is_open = True
            self.changed.notify_all()
