# Mistake: Results are kept by function, so the same function twice has one place for two results.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results = {}

    def run_one(function):
        results[function] = function()

    threads = [Thread(target=run_one, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[function] for function in functions]
