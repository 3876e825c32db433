# Opposite transfers take the locks in the order of id.
import threading
from threading import Thread


class Account:
    def __init__(self, balance):
        self.lock = threading.Lock()
        self.balance = balance


def transfer(source, target, amount):
    first, second = sorted((source, target), key=id)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    a, b = Account(10), Account(10)
    run(lambda: transfer(a, b, 3), lambda: transfer(b, a, 5))
    assert (a.balance, b.balance) == (12, 8)
