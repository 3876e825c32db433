# Mistake: The caller runs the first function itself while the others have threads.
# Fails: run_all--threads-of-their-own (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run_one(place):
        results[place] = functions[place]()

    threads = [Thread(target=run_one, args=(place,)) for place in range(1, len(functions))]
    for thread in threads:
        thread.start()
    if functions:
        run_one(0)
    for thread in threads:
        thread.join()
    return results
