# Mistake: returns False without releasing the locks.
# Fails: transfer--never-below-zero (deadlock), transfer--to-oneself (deadlock)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    first, second = sorted([source, target], key=id)
    first.lock.acquire()
    if second is not first:
        second.lock.acquire()
    if source.balance < amount:
        return False
    source.balance -= amount
    target.balance += amount
    if second is not first:
        second.lock.release()
    first.lock.release()
    return True
