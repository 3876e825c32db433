# A long loop that ends is not a loop that never ends.
from threading import Thread

totals = []


def work():
    total = 0
    for number in range(10_000):
        total += number
    totals.append(total)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert totals == [49_995_000, 49_995_000]
