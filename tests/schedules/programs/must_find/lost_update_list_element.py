# An element of a list, by augmented assignment.
# Kind: assertion
from threading import Thread

counts = [0, 0]


def work():
    counts[1] += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counts == [0, 2]
