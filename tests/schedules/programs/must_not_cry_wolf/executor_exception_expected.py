# The exception of a task stays in its future until it is asked for.
from concurrent.futures import ThreadPoolExecutor


def work():
    raise ValueError("broken")


def test():
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(work)
    assert str(future.exception()) == "broken"
