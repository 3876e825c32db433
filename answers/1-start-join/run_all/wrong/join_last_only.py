# Mistake: joins only the thread started last; the others may still be running.
# Fails: run_all--results-in-order (assertion), run_all--nothing-left-running (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    thread = None
    for index, function in enumerate(functions):
        thread = Thread(target=run, args=(index, function))
        thread.start()
    if thread is not None:
        thread.join()
    return results
