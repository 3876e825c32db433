# Mistake: puts the forks back and only then eats.
# Fails: table--neighbours-never-together (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % len(self.forks)])
        with self.forks[first]:
            with self.forks[second]:
                pass
        return eat()
