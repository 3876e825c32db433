# A pair is replaced as a whole, so a reader never sees half of it.
from threading import Thread

pair = (0, 0)
seen = []


def write():
    global pair
    pair = (1, 1)


def read():
    x, y = pair
    seen.append(x == y)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(write, read)
    assert seen == [True]
