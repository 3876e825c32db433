# Mistake: Each thread calls its function twice, once for nothing.
# Fails: run_all--threads-of-their-own (assertion)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run_one(place):
        functions[place]()
        results[place] = functions[place]()

    threads = [Thread(target=run_one, args=(place,)) for place in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
