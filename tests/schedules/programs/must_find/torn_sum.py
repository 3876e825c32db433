# sum() over the balances of accounts while money moves.
# Kind: assertion
from threading import Thread


class Account:
    def __init__(self, balance):
        self.balance = balance


accounts = [Account(10), Account(10)]
totals = []


def move():
    accounts[0].balance -= 5
    accounts[1].balance += 5


def audit():
    totals.append(sum(account.balance for account in accounts))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(move, audit)
    assert totals == [20]
