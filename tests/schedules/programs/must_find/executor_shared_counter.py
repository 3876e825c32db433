# Tasks of a pool share a counter.
# Kind: assertion
from concurrent.futures import ThreadPoolExecutor

counter = 0


def work():
    global counter
    counter += 1


def test():
    with ThreadPoolExecutor(max_workers=2) as pool:
        pool.submit(work)
        pool.submit(work)
    assert counter == 2
