# Style: one condition, and a set of those who eat.
import threading


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.eating = set()
        self.changed = threading.Condition()

    def dine(self, seat, eat):
        neighbours = {(seat - 1) % self.seats, (seat + 1) % self.seats}
        with self.changed:
            self.changed.wait_for(lambda: self.eating.isdisjoint(neighbours))
            self.eating.add(seat)
        try:
            return eat()
        finally:
            with self.changed:
                self.eating.remove(seat)
                self.changed.notify_all()
