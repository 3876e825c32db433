# Tasks of a pool append in the order of finishing.
# Kind: assertion
from concurrent.futures import ThreadPoolExecutor

results = []


def test():
    with ThreadPoolExecutor(2) as pool:
        for number in range(2):
            pool.submit(results.append, number)
    assert results == [0, 1]
