# Mistake: the two of hydrogen bond one after the other.
# Fails: water--three-bond (lost-wakeup), water--one-molecule-after-the-other (deadlock)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.lock = threading.Lock()
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.complete.wait()
            with self.lock:
                bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.complete.wait()
            bond()
