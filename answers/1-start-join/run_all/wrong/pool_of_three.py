# Mistake: A pool of three threads at most: the fourth function has to wait for one that has finished.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from concurrent.futures import ThreadPoolExecutor


def run_all(functions):
    if not functions:
        return []
    with ThreadPoolExecutor(max_workers=min(3, len(functions))) as pool:
        futures = [pool.submit(function) for function in functions]
    return [future.result() for future in futures]
