# Style: the last philosopher begins on the other side.
import threading


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left = self.forks[seat]
        right = self.forks[(seat + 1) % self.seats]
        if seat == self.seats - 1:
            left, right = right, left
        with left, right:
            return eat()
