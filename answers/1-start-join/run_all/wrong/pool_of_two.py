# Mistake: a pool of two workers, so a third function waits until a worker is free.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from concurrent.futures import ThreadPoolExecutor


def run_all(functions):
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda function: function(), functions))
