# Mistake: each atom keeps its bond in the object that all share, where the next one overwrites it.
# Fails: water--three-bond (assertion), water--one-molecule-after-the-other (exception)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.bond = bond
            self.complete.wait()
            self.bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.bond = bond
            self.complete.wait()
            self.bond()
