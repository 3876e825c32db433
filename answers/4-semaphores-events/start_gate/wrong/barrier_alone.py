# Mistake: A barrier for all: who comes later waits for ever.
# Fails: start_gate--stays-open (deadlock)
import threading


class StartGate:
    def __init__(self, runners):
        self.all_there = threading.Barrier(runners + 1)

    def wait(self):
        self.all_there.wait()

    def open(self):
        self.all_there.wait()
