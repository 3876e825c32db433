# The time-out is a power of how often it has been tried.
import threading
from threading import Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    tries = 0
    while True:
        source.lock.acquire()
        if target.lock.acquire(timeout=0.01 * 2**tries):
            break
        source.lock.release()
        tries += 1
    source.balance -= amount
    target.balance += amount
    target.lock.release()
    source.lock.release()


def test():
    a, b = Account(10), Account(10)
    threads = [Thread(target=transfer, args=(a, b, 3)), Thread(target=transfer, args=(b, a, 4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (a.balance, b.balance) == (11, 9)
