# A task waits for another task, and there is a worker for it.
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=2)


def outer():
    return pool.submit(abs, -1).result() + 1


def test():
    assert pool.submit(outer).result() == 2
    pool.shutdown()
