# Mistake: a barrier for three, whoever they are.
# Fails: water--three-bond (assertion), water--nobody-bonds-too-early (assertion), water--one-molecule-after-the-other (assertion)
import threading


class Water:
    def __init__(self):
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        self.complete.wait()
        bond()

    def oxygen(self, bond):
        self.complete.wait()
        bond()
