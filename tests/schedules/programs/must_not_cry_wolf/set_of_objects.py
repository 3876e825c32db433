# Locks collected in a set and sorted: each once, in one order for everybody.
import threading
from threading import Thread


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 10


def move(source, target):
    accounts = sorted({source, target}, key=id)
    for account in accounts:
        account.lock.acquire()
    source.balance -= 1
    target.balance += 1
    for account in accounts:
        account.lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    a, b = Account(), Account()
    run(lambda: move(a, b), lambda: move(b, a), lambda: move(a, a))
    assert a.balance + b.balance == 20
