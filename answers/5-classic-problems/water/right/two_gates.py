# Style: semaphores and a count: the third of them opens a gate for each kind.
import threading


class Water:
    def __init__(self):
        self.places = {"hydrogen": threading.Semaphore(2), "oxygen": threading.Semaphore(1)}
        self.gates = {"hydrogen": threading.Semaphore(0), "oxygen": threading.Semaphore(0)}
        self.lock = threading.Lock()
        self.here = 0

    def hydrogen(self, bond):
        self.come("hydrogen", bond)

    def oxygen(self, bond):
        self.come("oxygen", bond)

    def come(self, kind, bond):
        with self.places[kind]:
            with self.lock:
                self.here += 1
                if self.here == 3:
                    self.here = 0
                    self.gates["hydrogen"].release(2)
                    self.gates["oxygen"].release()
            self.gates[kind].acquire()
            bond()
