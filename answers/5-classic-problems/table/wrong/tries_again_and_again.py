# Mistake: tries for the second fork, puts the first one back if it is taken, and begins again at once.
# Fails: table--waits-without-polling (polls)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left = self.forks[seat]
        right = self.forks[(seat + 1) % len(self.forks)]
        while True:
            with left:
                if right.acquire(blocking=False):
                    try:
                        return eat()
                    finally:
                        right.release()
