# Mistake: calls eat once for nothing, and once for its result.
# Fails: table--what-eat-gives-comes-out (assertion)
import threading

class Table:
    def __init__(self, seats):
        self.seats = seats
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % self.seats
        with self.forks[min(left, right)]:
            with self.forks[max(left, right)]:
                eat()
                return eat()
