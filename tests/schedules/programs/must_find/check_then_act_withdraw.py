# Two withdrawals both find enough money.
# Kind: assertion
from threading import Thread

balance = 10


def withdraw():
    global balance
    if balance >= 10:
        balance -= 10


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(withdraw, withdraw)
    assert balance >= 0
