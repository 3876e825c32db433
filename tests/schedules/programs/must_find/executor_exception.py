# The exception of a task comes out of result().
# Kind: exception
from concurrent.futures import ThreadPoolExecutor


def work():
    raise ValueError("broken")


def test():
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work).result()
