# Style: Two conditions on one lock.
import threading


class StartGate:
    def __init__(self, runners):
        lock = threading.Lock()
        self.missing = runners
        self.opened = False
        self.arrived = threading.Condition(lock)
        self.gate = threading.Condition(lock)

    def wait(self):
        with self.arrived:
            self.missing -= 1
            self.arrived.notify()
            self.gate.wait_for(lambda: self.opened)

    def open(self):
        with self.arrived:
            self.arrived.wait_for(lambda: self.missing <= 0)
            self.opened = True
            self.gate.notify_all()
