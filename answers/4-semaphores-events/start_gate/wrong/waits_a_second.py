# Mistake: open waits for a second at most.
# Fails: start_gate--open-waits-for-all (assertion)
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
            self.changed.wait_for(lambda: self.missing <= 0, timeout=1)
            self.opened = True
            self.changed.notify_all()
