# Mistake: the gate is never shut again after the first molecule.
# Fails: water--three-bond (exception), water--nobody-bonds-too-early (assertion), water--one-molecule-after-the-other (assertion)
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
            if self.here == 3:
                self.here = 0
                self.molecule += 1
                self.changed.notify_all()
            else:
                self.changed.wait_for(lambda: self.molecule > 0)
        bond()
        with self.changed:
            self.free[kind] += 1
            self.changed.notify_all()
