# Mistake: nobody is told that the gate is open; whoever waits looks again after a time-out.
# Fails: start_gate--waits-without-polling (polls)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = 0
        self.is_open = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.there += 1
            self.changed.notify_all()
            while not self.is_open:
                self.changed.wait(0.01)

    def open(self):
        with self.changed:
            while self.there < self.runners:
                self.changed.wait()
            self.is_open = True
