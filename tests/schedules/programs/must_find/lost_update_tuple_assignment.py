# Two variables changed by one tuple assignment, which is not one step.
# Kind: assertion
from threading import Thread

low, high = 0, 10


def work():
    global low, high
    low, high = low + 1, high - 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert (low, high) == (2, 8)
