# Style: one condition: take both forks or none.
import threading


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.taken = [False] * seats
        self.changed = threading.Condition()

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % self.seats
        with self.changed:
            while self.taken[left] or self.taken[right]:
                self.changed.wait()
            self.taken[left] = self.taken[right] = True
        try:
            return eat()
        finally:
            with self.changed:
                self.taken[left] = self.taken[right] = False
                self.changed.notify_all()
