# Mistake: never looks whether there is enough money.
# Fails: transfer--never-below-zero (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    with first.lock:
        if second is not first:
            second.lock.acquire()
        source.balance -= amount
        target.balance += amount
        if second is not first:
            second.lock.release()
    return True
