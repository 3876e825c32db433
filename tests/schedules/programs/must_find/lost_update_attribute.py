# An attribute of a shared object.
# Kind: assertion
from threading import Thread


class Account:
    def __init__(self):
        self.balance = 10

    def deposit(self):
        self.balance = self.balance + 5


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    account = Account()
    run(account.deposit, account.deposit)
    assert account.balance == 20
