# Mistake: makes new locks for each call, which nobody else ever takes.
# Fails: table--neighbours-never-together (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.seats = seats

    def dine(self, seat, eat):
        forks = [threading.Lock() for _ in range(self.seats)]
        with forks[seat], forks[(seat + 1) % self.seats]:
            return eat()
