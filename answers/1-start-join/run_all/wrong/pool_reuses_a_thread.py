# Mistake: a pool gives the next function to a worker that is idle, so two functions may share a thread.
# Fails: run_all--threads-of-their-own (assertion)
from concurrent.futures import ThreadPoolExecutor


def run_all(functions):
    with ThreadPoolExecutor(max_workers=len(functions) or 1) as pool:
        futures = [pool.submit(function) for function in functions]
    return [future.result() for future in futures]
