# Mistake: there is one fork more than seats, so the last one and the first one share none.
# Fails: table--neighbours-never-together (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats + 1)]

    def dine(self, seat, eat):
        with self.forks[seat]:
            with self.forks[seat + 1]:
                return eat()
