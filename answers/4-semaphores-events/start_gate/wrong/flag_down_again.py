# Mistake: open takes the flag down again: who has not seen it waits for ever.
# Fails: start_gate--nobody-starts-early (lost-wakeup), start_gate--open-waits-for-all (lost-wakeup), start_gate--stays-open (lost-wakeup), start_gate--waits-without-polling (lost-wakeup)
import threading


class StartGate:
    def __init__(self, runners):
        self.runners = runners
        self.there = threading.Semaphore(0)
        self.is_open = threading.Event()

    def wait(self):
        self.there.release()
        self.is_open.wait()

    def open(self):
        if not self.is_open.is_set():
            for _ in range(self.runners):
                self.there.acquire()
            self.is_open.set()
            self.is_open.clear()
