# Mistake: an atom waits a second for the others, and bonds then, whoever has come.
# Fails: water--three-bond (exception), water--nobody-bonds-too-early (assertion), water--one-molecule-after-the-other (exception)
import threading


class Water:
    def __init__(self):
        self.changed = threading.Condition()
        self.free = {"hydrogen": 2, "oxygen": 1}
        self.here = 0
        self.molecule = 0

    def hydrogen(self, bond):
        self.come("hydrogen", bond)

    def oxygen(self, bond):
        self.come("oxygen", bond)

    def come(self, kind, bond):
        with self.changed:
            self.changed.wait_for(lambda: self.free[kind] > 0)
            self.free[kind] -= 1
            self.here += 1
            mine = self.molecule
            if self.here == 3:
                self.here = 0
                self.molecule += 1
                self.changed.notify_all()
            else:
                self.changed.wait_for(lambda: self.molecule != mine, timeout=1)
        bond()
        with self.changed:
            self.free[kind] += 1
            self.changed.notify_all()
