# Mistake: runners are counted by the names of their threads, and two may have one name.
# Fails: start_gate--open-waits-for-all (lost-wakeup)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.names = set()
        self.is_open = False
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            self.names.add(threading.current_thread().name)
            self.changed.notify_all()
            while not self.is_open:
                self.changed.wait()

    def open(self):
        with self.changed:
            while len(self.names) < self.runners and not self.is_open:
                self.changed.wait()
            self.is_open = True
            self.changed.notify_all()
