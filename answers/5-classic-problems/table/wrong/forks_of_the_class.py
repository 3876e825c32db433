# Mistake: the forks belong to the class, so all tables share them.
# Fails: table--others-eat-meanwhile (deadlock)
import threading


class Table:
    forks = [threading.Lock() for _ in range(10)]

    def __init__(self, seats):
        self.seats = seats

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % self.seats])
        with self.forks[first], self.forks[second]:
            return eat()
