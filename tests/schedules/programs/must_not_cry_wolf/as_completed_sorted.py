# as_completed gives each future once.
from concurrent.futures import ThreadPoolExecutor, as_completed


def test():
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = {pool.submit(abs, -number): number for number in (1, 2)}
        results = [(futures[future], future.result()) for future in as_completed(futures)]
    assert sorted(results) == [(1, 1), (2, 2)]
