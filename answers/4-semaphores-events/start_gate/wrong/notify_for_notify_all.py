# Mistake: open wakes one runner only.
# Fails: start_gate--open-waits-for-all (lost-wakeup)
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
            self.changed.notify()
