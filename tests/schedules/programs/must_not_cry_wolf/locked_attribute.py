# An attribute under a lock of the instance.
import threading
from threading import Thread


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0

    def deposit(self):
        with self.lock:
            self.balance += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    account = Account()
    run(account.deposit, account.deposit)
    assert account.balance == 2
