# Style: places for each kind, given back after the bond, and a barrier for three.
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
