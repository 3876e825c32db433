# result() waits for its own task.
from concurrent.futures import ThreadPoolExecutor


def test():
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(pow, base, 2) for base in (2, 3)]
        assert [future.result() for future in futures] == [4, 9]
