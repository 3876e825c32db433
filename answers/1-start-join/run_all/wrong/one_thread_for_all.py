# Mistake: makes one thread that runs all the functions, one after the other.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from threading import Thread


def run_all(functions):
    results = []

    def run():
        for function in functions:
            results.append(function())

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return results
