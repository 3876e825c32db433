# next() of an itertools.count is one step.
import itertools
from threading import Thread

numbers = itertools.count()
seen = []


def work():
    seen.append(next(numbers))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert sorted(seen) == [0, 1]
