# Kind: assertion
# One thread's result is put out of the full cache by the other's, between two calls that should compute it once.
import threading
from functools import lru_cache

calls = []


@lru_cache(maxsize=1)
def square(n):
    calls.append(n)
    return n * n


def one():
    square(1)
    square(1)


def two():
    square(2)


def test():
    threads = [threading.Thread(target=each) for each in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls.count(1) == 1
