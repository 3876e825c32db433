# A variable of an enclosing function.
# Kind: assertion
from threading import Thread


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def count():
    total = 0

    def add():
        nonlocal total
        total += 1

    run(add, add)
    return total


def test():
    assert count() == 2
