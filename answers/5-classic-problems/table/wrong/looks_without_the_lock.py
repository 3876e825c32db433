# Mistake: looks whether the forks are free before it takes the lock.
# Fails: table--neighbours-never-together (assertion), table--nobody-waits-for-ever (lost-wakeup), table--waits-without-polling (lost-wakeup)
import threading


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.taken = [False] * seats
        self.changed = threading.Condition()

    def dine(self, seat, eat):
        left, right = seat, (seat + 1) % self.seats
        while self.taken[left] or self.taken[right]:
            with self.changed:
                self.changed.wait()
        self.taken[left] = self.taken[right] = True
        try:
            return eat()
        finally:
            with self.changed:
                self.taken[left] = self.taken[right] = False
                self.changed.notify_all()
