# Mistake: checks when it has the first lock only, which is the target's if the target has the lower number.
# Fails: transfer--never-below-zero (assertion), transfer--looks-under-the-lock (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    if source is target:
        with source.lock:
            return source.balance >= amount
    first, second = sorted([source, target], key=lambda account: account.number)
    with first.lock:
        if source.balance < amount:
            return False
        with second.lock:
            source.balance -= amount
            target.balance += amount
    return True
