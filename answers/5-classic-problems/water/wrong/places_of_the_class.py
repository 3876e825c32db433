# Mistake: all waters share their places and their barrier.
# Fails: water--three-bond (lost-wakeup), water--nobody-bonds-too-early (assertion)
import threading


class Water:
    hydrogen_places = threading.Semaphore(2)
    oxygen_place = threading.Semaphore(1)
    complete = threading.Barrier(3)

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.complete.wait()
            bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.complete.wait()
            bond()
