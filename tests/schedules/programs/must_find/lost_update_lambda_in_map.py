# The steps are taken by a lambda inside map, consumed by list.
# Kind: assertion
from threading import Thread

counts = {"n": 0}


def work():
    list(map(lambda step: counts.update(n=counts["n"] + step), [1]))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counts["n"] == 2
