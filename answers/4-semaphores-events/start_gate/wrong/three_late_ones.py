# Mistake: Lets two late runners in, but not any number.
# Fails: start_gate--stays-open (deadlock)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.here = threading.Semaphore(0)
        self.permits = threading.Semaphore(0)
        self.done = False

    def wait(self):
        self.here.release()
        self.permits.acquire()

    def open(self):
        if self.done:
            return
        for _ in range(self.runners):
            self.here.acquire()
        self.done = True
        self.permits.release(self.runners + 2)
