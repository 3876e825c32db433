# Style: acquire and release, and one method for both kinds.
import threading


class Water:
    def __init__(self):
        self.places = [threading.BoundedSemaphore(1), threading.BoundedSemaphore(2)]
        self.complete = threading.Barrier(parties=3)

    def come(self, place, bond):
        place.acquire()
        self.complete.wait()
        try:
            bond()
        finally:
            place.release()

    def oxygen(self, bond):
        return self.come(self.places[0], bond)

    def hydrogen(self, bond):
        return self.come(self.places[1], bond)
