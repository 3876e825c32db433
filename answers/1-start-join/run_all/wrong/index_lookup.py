# Mistake: Functions.index(f) finds the first of two equal functions, the second place stays empty.
# Fails: run_all--results-in-order (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def work(f):
        results[functions.index(f)] = f()

    threads = [Thread(target=work, args=(f,)) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results
