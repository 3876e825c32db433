# Mistake: oxygen sends two of hydrogen off before they have come.
# Fails: water--nobody-bonds-too-early (assertion)
import threading


class Water:
    def __init__(self):
        self.one_oxygen = threading.Lock()
        self.go = threading.Semaphore(0)
        self.done = threading.Semaphore(2)

    def hydrogen(self, bond):
        self.go.acquire()
        bond()
        self.done.release()

    def oxygen(self, bond):
        with self.one_oxygen:
            for _ in range(2):
                self.done.acquire()
            for _ in range(2):
                self.go.release()
            bond()
