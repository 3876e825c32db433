# Mistake: The results are put in the order of the threads' names, and as text Thread-10 comes before Thread-9.
# Fails: run_all--results-in-order (assertion)
from threading import Thread, current_thread


def run_all(functions):
    results = {}

    def call(function):
        name = current_thread().name
        results[name] = function()

    threads = [Thread(target=call, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[name] for name in sorted(results)]
