# Mistake: at most two may eat at a time, however large the table is.
# Fails: table--others-eat-meanwhile (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.room = threading.Semaphore(1 if seats < 4 else 2)

    def dine(self, seat, eat):
        with self.room:
            with self.forks[seat], self.forks[(seat + 1) % len(self.forks)]:
                return eat()
