# Mistake: everybody takes the left fork first, so all may hold one and wait for the other.
# Fails: table--nobody-waits-for-ever (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = seat, (seat + 1) % len(self.forks)
        with self.forks[first]:
            with self.forks[second]:
                return eat()
