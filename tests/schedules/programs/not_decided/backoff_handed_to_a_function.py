# Each try is a call, and nobody follows what it does with the time-out, nor may a long schedule be blamed for that.
import threading
from threading import Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def moved(source, target, amount, delay):
    with source.lock:
        if target.lock.acquire(timeout=delay):
            source.balance -= amount
            target.balance += amount
            target.lock.release()
            return True
    return False


def transfer(source, target, amount):
    delay = 0.01
    while not moved(source, target, amount, delay):
        delay *= 2


def test():
    a, b = Account(10), Account(10)
    threads = [Thread(target=transfer, args=(a, b, 3)), Thread(target=transfer, args=(b, a, 4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (a.balance, b.balance) == (11, 9)
