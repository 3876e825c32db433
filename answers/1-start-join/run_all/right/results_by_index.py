# Style: one list of results, a thread writes only its own place.
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    threads = []
    for index, function in enumerate(functions):
        threads.append(Thread(target=run, args=(index, function)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
