# Style: acquire, then try and finally, released in the opposite order.
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    locks = [source.lock]
    if target is not source:
        locks.append(target.lock)
    locks.sort(key=id)
    for lock in locks:
        lock.acquire()
    try:
        if source.balance < amount:
            return False
        source.balance = source.balance - amount
        target.balance = target.balance + amount
        return True
    finally:
        for lock in reversed(locks):
            lock.release()
