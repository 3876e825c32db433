# Mistake: Results that are None are taken for missing ones and left out.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run_one(place):
        results[place] = functions[place]()

    threads = [Thread(target=run_one, args=(place,)) for place in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for result in results if result is not None]
