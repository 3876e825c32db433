# Mistake: checks the balance before it takes the locks; it may have changed by then.
# Fails: transfer--never-below-zero (assertion), transfer--looks-under-the-lock (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    if source.balance < amount:
        return False
    if source is target:
        return True
    first, second = sorted([source, target], key=id)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount
    return True
