# Mistake: sleeps for a while and hopes that the threads are done by then.
# Fails: run_all--results-in-order (assertion), run_all--nothing-left-running (assertion)
import time
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        Thread(target=run, args=(index, function)).start()
    time.sleep(1)
    return results
