# Mistake: two atoms that come at once can count as one.
# Fails: water--three-bond (lost-wakeup), water--nobody-bonds-too-early (lost-wakeup), water--one-molecule-after-the-other (lost-wakeup), water--waits-without-polling (lost-wakeup)
import threading


class Water:
    def __init__(self):
        self.hydrogen_places = threading.Semaphore(2)
        self.oxygen_place = threading.Semaphore(1)
        self.here = 0
        self.complete = threading.Event()

    def hydrogen(self, bond):
        with self.hydrogen_places:
            self.wait_for_all_three()
            bond()

    def oxygen(self, bond):
        with self.oxygen_place:
            self.wait_for_all_three()
            bond()

    def wait_for_all_three(self):
        complete = self.complete
        self.here += 1
        if self.here == 3:
            self.here = 0
            self.complete = threading.Event()
            complete.set()
        complete.wait()
