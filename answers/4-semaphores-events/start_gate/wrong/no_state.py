# Mistake: open notifies, and nothing says that the gate is open.
# Fails: start_gate--nobody-starts-early (assertion)
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
            if self.missing >= 0:
                self.changed.wait()

    def open(self):
        with self.changed:
            while self.missing > 0:
                self.changed.wait()
            self.changed.notify_all()
