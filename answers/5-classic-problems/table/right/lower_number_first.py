# Style: the fork with the lower number first.
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % len(self.forks)])
        with self.forks[first]:
            with self.forks[second]:
                return eat()
