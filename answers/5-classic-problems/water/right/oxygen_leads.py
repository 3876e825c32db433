# Style: oxygen waits for two of hydrogen, and for the two before them to be done, and sends them off.
import threading


class Water:
    def __init__(self):
        self.one_oxygen = threading.Lock()
        self.here = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.done = threading.Semaphore(2)

    def hydrogen(self, bond):
        self.here.release()
        self.go.acquire()
        bond()
        self.done.release()

    def oxygen(self, bond):
        with self.one_oxygen:
            for _ in range(2):
                self.here.acquire()
            for _ in range(2):
                self.done.acquire()
            for _ in range(2):
                self.go.release()
            bond()
