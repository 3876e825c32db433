# Mistake: everybody takes the right fork first, which makes a ring just as well.
# Fails: table--nobody-waits-for-ever (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = (seat + 1) % len(self.forks), seat
        with self.forks[first]:
            with self.forks[second]:
                return eat()
