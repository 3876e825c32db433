# Mistake: The last runner opens the gate.
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
            if self.missing <= 0:
                self.opened = True
                self.changed.notify_all()
            while not self.opened:
                self.changed.wait()

    def open(self):
        with self.changed:
            while not self.opened:
                self.changed.wait()
