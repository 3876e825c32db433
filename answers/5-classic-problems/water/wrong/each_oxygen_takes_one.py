# Mistake: two of oxygen can take one of hydrogen each, and both wait for another one.
# Fails: water--three-bond (deadlock)
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
        for _ in range(2):
            self.here.acquire()
        with self.one_oxygen:
            for _ in range(2):
                self.done.acquire()
            for _ in range(2):
                self.go.release()
            bond()
