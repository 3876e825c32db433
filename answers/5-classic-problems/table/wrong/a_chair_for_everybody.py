# Mistake: the semaphore has a token for each seat, so it keeps nobody out.
# Fails: table--nobody-waits-for-ever (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.chairs = threading.Semaphore(seats)

    def dine(self, seat, eat):
        with self.chairs:
            with self.forks[seat]:
                with self.forks[(seat + 1) % len(self.forks)]:
                    return eat()
