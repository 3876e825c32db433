# Mistake: appends each result when it is ready, so the results come in the order of finishing.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results = []

    def run(function):
        results.append(function())

    threads = [Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
