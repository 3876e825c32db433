# Mistake: takes only the left fork.
# Fails: table--neighbours-never-together (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        with self.forks[seat]:
            return eat()
