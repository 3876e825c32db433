# Mistake: never joins, so it returns while the functions may still be running.
# Fails: run_all--results-in-order, run_all--nothing-left-running
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        Thread(target=run, args=(index, function)).start()
    return results
