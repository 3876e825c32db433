# Mistake: puts the forks back and tells nobody, so those who wait sleep on.
# Fails: table--neighbours-never-together (lost-wakeup), table--nobody-waits-for-ever (lost-wakeup), table--waits-without-polling (lost-wakeup)
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
