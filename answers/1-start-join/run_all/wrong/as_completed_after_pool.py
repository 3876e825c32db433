# Mistake: Results come in the order in which as_completed gives futures that are all done, which is any order.
# Fails: run_all--results-in-order (assertion), run_all--threads-of-their-own (assertion)
from concurrent.futures import ThreadPoolExecutor, as_completed


def run_all(functions):
    with ThreadPoolExecutor(max_workers=max(1, len(functions))) as pool:
        futures = [pool.submit(function) for function in functions]
    finished = list(as_completed(futures))
    return [future.result() for future in finished]
