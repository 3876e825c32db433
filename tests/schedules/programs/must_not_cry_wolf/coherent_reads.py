# Two reads of one variable never go back in time.
from threading import Thread

x = 0
seen = []


def write():
    global x
    x = 1
    x = 2


def read():
    first = x
    second = x
    seen.append(first <= second)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(write, read)
    assert seen == [True]
