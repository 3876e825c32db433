# Mistake: One list for all calls, cleared at each: the list that the first call returned changes with the second.
# Fails: run_all--results-in-order (assertion)
from threading import Thread

results = []


def run_all(functions):
    results.clear()
    results.extend([None] * len(functions))

    def run_one(place):
        results[place] = functions[place]()

    threads = [Thread(target=run_one, args=(place,)) for place in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
