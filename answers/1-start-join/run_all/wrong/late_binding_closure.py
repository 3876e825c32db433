# Mistake: the closure looks up the loop's variables when the thread runs, not when it was made.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)
    threads = []
    for index, function in enumerate(functions):

        def run():
            results[index] = function()

        thread = Thread(target=run)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return results
