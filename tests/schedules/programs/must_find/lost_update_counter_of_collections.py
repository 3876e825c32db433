# A collections.Counter is a dict: += on an entry is two steps.
# Kind: assertion
from collections import Counter
from threading import Thread

words = Counter()


def work():
    words["a"] += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert words["a"] == 2
