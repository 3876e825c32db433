# Mistake: A list that is kept from call to call.
# Fails: run_all--results-in-order (assertion)
from threading import Thread

results = []


def run_all(functions):
    threads = []
    for f in functions:
        place = len(results)
        results.append(None)

        def work(place=place, f=f):
            results[place] = f()

        threads.append(Thread(target=work))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results
