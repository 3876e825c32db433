# Opposite transfers take the locks in the order of their arguments.
# Kind: deadlock
import threading
from threading import Thread


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 10

    def send(self, other):
        with self.lock:
            with other.lock:
                self.balance -= 1
                other.balance += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    a, b = Account(), Account()
    run(lambda: a.send(b), lambda: b.send(a))
    assert a.balance + b.balance == 20
