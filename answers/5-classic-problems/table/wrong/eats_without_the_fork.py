# Mistake: gives up waiting for the second fork after a second, and eats all the same.
# Fails: table--neighbours-never-together (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % len(self.forks)])
        with self.forks[first]:
            got_it = self.forks[second].acquire(timeout=1)
            try:
                return eat()
            finally:
                if got_it:
                    self.forks[second].release()
