# Mistake: takes no forks at all.
# Fails: table--neighbours-never-together (assertion)
class Table:
    def __init__(self, seats):
        self.seats = seats

    def dine(self, seat, eat):
        return eat()
