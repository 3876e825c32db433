# as_completed gives the futures in the order of finishing.
# Kind: assertion
from concurrent.futures import ThreadPoolExecutor, as_completed


def test():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(abs, -number) for number in (1, 2)]
        results = [future.result() for future in as_completed(futures)]
    assert results == [1, 2]
