# Mistake: Opens if exactly so many have come: a late runner shuts out the next open.
# Fails: start_gate--stays-open (lost-wakeup)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.here = 0
        self.is_open = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.here += 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.is_open)

    def open(self):
        with self.changed:
            self.changed.wait_for(lambda: self.here == self.runners)
            self.is_open = True
            self.changed.notify_all()
