# Style: by hand: a lock for oxygen that is released by whoever bonds last.
import threading


class Water:
    def __init__(self):
        self.lock = threading.Lock()
        self.oxygen_may_come = threading.Semaphore(1)
        self.hydrogen_may_come = threading.Semaphore(0)
        self.complete = threading.Barrier(3)
        self.bonded = 0

    def hydrogen(self, bond):
        self.hydrogen_may_come.acquire()
        self.finish(bond)

    def oxygen(self, bond):
        self.oxygen_may_come.acquire()
        self.hydrogen_may_come.release(2)
        self.finish(bond)

    def finish(self, bond):
        self.complete.wait()
        bond()
        with self.lock:
            self.bonded += 1
            if self.bonded == 3:
                self.bonded = 0
                self.oxygen_may_come.release()
