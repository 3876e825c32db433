# A property whose getter and setter each take the lock; += on it is still two steps.
# Kind: assertion
import threading
from threading import Thread


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self._balance = 0

    @property
    def balance(self):
        with self.lock:
            return self._balance

    @balance.setter
    def balance(self, value):
        with self.lock:
            self._balance = value


account = Account()


def deposit():
    account.balance += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(deposit, deposit)
    assert account.balance == 2
