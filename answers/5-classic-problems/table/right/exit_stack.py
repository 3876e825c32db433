# Style: an ExitStack takes the forks in the order of their numbers.
import threading
from contextlib import ExitStack


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.forks = [threading.Semaphore(1) for _ in range(seats)]

    def dine(self, seat, eat):
        with ExitStack() as stack:
            for number in sorted([seat, (seat + 1) % self.seats]):
                stack.enter_context(self.forks[number])
            return eat()
