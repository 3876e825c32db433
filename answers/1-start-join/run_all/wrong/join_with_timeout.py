# Mistake: joins with a time-out and takes it for granted that the thread has finished.
# Fails: run_all--results-in-order (assertion), run_all--nothing-left-running (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    threads = [Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)
    return results
