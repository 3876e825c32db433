# Mistake: catches the exception of eat and says nothing.
# Fails: table--what-eat-gives-comes-out (assertion)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % len(self.forks)])
        with self.forks[first]:
            with self.forks[second]:
                try:
                    return eat()
                except Exception:
                    return None
