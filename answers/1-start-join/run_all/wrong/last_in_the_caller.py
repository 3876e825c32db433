# Mistake: saves a thread by running the last function in the caller's own thread.
# Fails: run_all--threads-of-their-own (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index):
        results[index] = functions[index]()

    last = len(functions) - 1
    threads = [Thread(target=run, args=(index,)) for index in range(last)]
    for thread in threads:
        thread.start()
    if functions:
        run(last)
    for thread in threads:
        thread.join()
    return results
