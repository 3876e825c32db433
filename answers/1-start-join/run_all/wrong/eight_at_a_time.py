# Mistake: works off the list in portions of eight, and waits for each of them.
# Fails: run_all--at-the-same-time (deadlock)
from threading import Thread

def run_all(functions):
    results = [None] * len(functions)

    def call(place, function):
        results[place] = function()

    for begin in range(0, len(functions), 8):
        threads = [Thread(target=call, args=(i, functions[i])) for i in range(begin, min(begin + 8, len(functions)))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    return results
