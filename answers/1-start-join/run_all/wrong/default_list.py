# Mistake: The list of results is made once, as a default, and goes on growing from call to call.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions, results=[]):
    start = len(results)
    results.extend([None] * len(functions))

    def run_one(place):
        results[start + place] = functions[place]()

    threads = [Thread(target=run_one, args=(place,)) for place in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
