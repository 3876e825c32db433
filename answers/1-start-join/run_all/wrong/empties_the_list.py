# Mistake: Takes the functions out of the list that it was given.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results, ts = [], []

    def call(i, f):
        results[i] = f()

    while functions:
        f = functions.pop(0)
        results.append(None)
        ts.append(Thread(target=call, args=(len(results) - 1, f)))
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return results
