# shutdown(wait=False) does not wait.
# Kind: assertion
from concurrent.futures import ThreadPoolExecutor

done = []


def test():
    pool = ThreadPoolExecutor(max_workers=1)
    pool.submit(done.append, 1)
    pool.shutdown(wait=False)
    assert done == [1]
