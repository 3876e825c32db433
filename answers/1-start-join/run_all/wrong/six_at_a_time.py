# Mistake: only six functions may be running at a time.
# Fails: run_all--at-the-same-time (deadlock)
from threading import Thread, Semaphore

at_once = Semaphore(6)

def run_all(functions):
    results = [None] * len(functions)

    def call(place, function):
        with at_once:
            results[place] = function()

    threads = [Thread(target=call, args=(i, f)) for i, f in enumerate(functions)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results
