# A task waits for another task of a pool with a single worker.
# Kind: deadlock
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=1)


def inner():
    return 1


def outer():
    return pool.submit(inner).result()


def test():
    pool.submit(outer).result()
