# Style: a ThreadPoolExecutor with one worker for each function, so no worker is used twice.
from concurrent.futures import ThreadPoolExecutor


def run_all(functions):
    pools = [ThreadPoolExecutor(max_workers=1) for _ in functions]
    futures = [pool.submit(function) for pool, function in zip(pools, functions)]
    for pool in pools:
        pool.shutdown()
    return [future.result() for future in futures]
