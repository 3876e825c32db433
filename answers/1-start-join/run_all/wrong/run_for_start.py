# Mistake: calls run() where start() is meant, so every function runs in the caller's thread, one after the other.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def run(index, function):
        results[index] = function()

    threads = []
    for index, function in enumerate(functions):
        thread = Thread(target=run, args=(index, function))
        threads.append(thread)
    for thread in threads:
        thread.run()
    return results
