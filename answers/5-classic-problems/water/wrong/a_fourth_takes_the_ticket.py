# Mistake: the third atom gives out three tickets, and one that comes for the next molecule can take one of them.
# Fails: water--three-bond (lost-wakeup)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.lock = threading.Lock()
        self.here = 0
        self.gate = threading.Semaphore(0)

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.wait_for_all_three()
            bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.wait_for_all_three()
            bond()

    def wait_for_all_three(self):
        with self.lock:
            self.here += 1
            if self.here == 3:
                self.here = 0
                self.gate.release(3)
        self.gate.acquire()
