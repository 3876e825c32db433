# Mistake: Runners are let go before it is noted that the gate is open, so who comes back at once waits for ever.
# Fails: start_gate--stays-open (deadlock)
import threading


class StartGate:
    def __init__(self, runners):
        self.barrier = threading.Barrier(runners + 1)
        self.done = False

    def wait(self):
        if self.done:
            return
        self.barrier.wait()

    def open(self):
        if self.done:
            return
        self.barrier.wait()
        self.done = True
