# Mistake: joins inside the start loop, so the functions run one after the other.
# Fails: run_all--at-the-same-time (deadlock)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        thread = Thread(target=run, args=(index, function))
        thread.start()
        thread.join()
    return results
