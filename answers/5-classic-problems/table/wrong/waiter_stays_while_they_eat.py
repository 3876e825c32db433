# Mistake: the waiter's lock is kept while the philosopher eats.
# Fails: table--others-eat-meanwhile (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.waiter = threading.Lock()

    def dine(self, seat, eat):
        with self.waiter:
            with self.forks[seat], self.forks[(seat + 1) % len(self.forks)]:
                return eat()
