# Style: One condition, and wait_for.
import threading


class StartGate:
    def __init__(self, runners):
        self.missing = runners
        self.opened = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.missing = self.missing - 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.opened)

    def open(self):
        with self.changed:
            self.changed.wait_for(lambda: self.missing <= 0)
            self.opened = True
            self.changed.notify_all()
