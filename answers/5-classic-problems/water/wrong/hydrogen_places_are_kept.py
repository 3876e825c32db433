# Mistake: an atom of hydrogen never gives its place back.
# Fails: water--three-bond (deadlock)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        self.hydrogen_places.acquire()
        self.complete.wait()
        bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.complete.wait()
            bond()
