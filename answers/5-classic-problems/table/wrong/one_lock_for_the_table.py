# Mistake: one lock for the whole table: only one philosopher eats at a time.
# Fails: table--others-eat-meanwhile (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.table = threading.Lock()

    def dine(self, seat, eat):
        with self.table:
            return eat()
