# a, b = b, a in two threads.
# Kind: assertion
from threading import Thread

a, b = 1, 2


def swap():
    global a, b
    a, b = b, a


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(swap, swap)
    assert sorted([a, b]) == [1, 2]
