# Mistake: an atom gives its place back when the molecule is complete, and bonds only then.
# Fails: water--one-molecule-after-the-other (assertion)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.complete.wait()
        bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.complete.wait()
        bond()
