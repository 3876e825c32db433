# Mistake: A result that is an exception is raised.
# Fails: run_all--results-in-order (exception)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def call(i):
        try:
            results[i] = functions[i]()
        except BaseException as e:
            results[i] = e

    ts = [Thread(target=call, args=(i,)) for i in range(len(functions))]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    for r in results:
        if isinstance(r, BaseException):
            raise r
    return results
