# Mistake: never joins, so it returns while the functions may still be running.
# Fails: run_all--results-in-order (assertion), run_all--nothing-left-running (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        Thread(target=run, args=(index, function)).start()
    return results
