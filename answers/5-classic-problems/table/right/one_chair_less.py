# Style: a semaphore lets one fewer try than there are seats.
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.chairs = threading.Semaphore(seats - 1)

    def dine(self, seat, eat):
        with self.chairs:
            with self.forks[seat]:
                with self.forks[(seat + 1) % len(self.forks)]:
                    return eat()
