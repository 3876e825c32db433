# Style: odd seats begin on the right; acquire and release by hand.
from threading import Lock


class Table:
    def __init__(self, seats):
        self.forks = [Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        one = self.forks[seat]
        other = self.forks[(seat + 1) % len(self.forks)]
        if seat % 2 == 1:
            one, other = other, one
        one.acquire()
        other.acquire()
        try:
            return eat()
        finally:
            other.release()
            one.release()
