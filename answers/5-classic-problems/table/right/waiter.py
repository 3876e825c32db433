# Style: a waiter: only one at a time picks up forks.
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.waiter = threading.Lock()

    def dine(self, seat, eat):
        left = self.forks[seat]
        right = self.forks[(seat + 1) % len(self.forks)]
        with self.waiter:
            left.acquire()
            right.acquire()
        try:
            return eat()
        finally:
            left.release()
            right.release()
