# Style: a semaphore lets half as many try as there are seats: more cannot eat at the same time.
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.pairs = threading.Semaphore(seats // 2)

    def dine(self, seat, eat):
        with self.pairs:
            with self.forks[seat], self.forks[(seat + 1) % len(self.forks)]:
                return eat()
