# A try is longer each time, for as long as others let it: no schedule on which all go round again and again counts.
import threading
from threading import Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    delay = 0.01
    while True:
        with source.lock:
            if target.lock.acquire(timeout=delay):
                try:
                    source.balance -= amount
                    target.balance += amount
                    return
                finally:
                    target.lock.release()
        delay *= 2


def test():
    a, b = Account(10), Account(10)
    threads = [Thread(target=transfer, args=(a, b, 3)), Thread(target=transfer, args=(b, a, 4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (a.balance, b.balance) == (11, 9)
