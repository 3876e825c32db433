# Mistake: Results come in the order of a set of futures, which is any order.
# Fails: run_all--results-in-order (assertion), run_all--threads-of-their-own (assertion)
from concurrent.futures import ThreadPoolExecutor, wait


def run_all(functions):
    with ThreadPoolExecutor(max_workers=max(1, len(functions))) as pool:
        futures = [pool.submit(function) for function in functions]
        done, _ = wait(futures)
    return [future.result() for future in done]
