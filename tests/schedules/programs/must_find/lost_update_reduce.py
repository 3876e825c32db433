# The reads hide in functools.reduce over a shared list that another thread changes element by element.
# Kind: assertion
import functools
from threading import Thread

balances = [10, 0]
totals = []


def move():
    balances[0] -= 5
    balances[1] += 5


def audit():
    totals.append(functools.reduce(lambda total, index: total + balances[index], range(2), 0))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(move, audit)
    assert totals == [10]
