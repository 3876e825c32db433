# Mistake: looks every millisecond whether both forks are free.
# Fails: table--waits-without-polling (polls)
import threading
import time


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.taken = [False] * seats
        self.lock = threading.Lock()

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % self.seats
        while True:
            with self.lock:
                if not self.taken[left] and not self.taken[right]:
                    self.taken[left] = self.taken[right] = True
                    break
            time.sleep(0.001)
        try:
            return eat()
        finally:
            with self.lock:
                self.taken[left] = self.taken[right] = False
