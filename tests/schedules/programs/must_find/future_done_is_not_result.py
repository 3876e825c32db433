# done() is asked once, right after submit.
# Kind: assertion
from concurrent.futures import ThreadPoolExecutor


def test():
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(pow, 2, 3)
        assert future.done()
