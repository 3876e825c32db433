# Mistake: There is no lock at all.
# Fails: wallet--adds-and-spends (assertion), wallet--use-is-one-step (assertion)
import threading


class Wallet:
    def __init__(self):
        self.money = 0
        pass

    def add(self, amount):
        self.money += amount

    def spend(self, amount):
        if self.money < amount:
            return False
        self.money -= amount
        return True

    def use(self, function):
        return function(self)
