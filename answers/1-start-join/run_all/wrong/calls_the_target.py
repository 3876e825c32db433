# Mistake: calls the function while making the thread, target=f(), so the thread itself has nothing to do.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from threading import Thread


def run_all(functions):
    results = []

    def run(function):
        results.append(function())

    threads = []
    for function in functions:
        threads.append(Thread(target=run(function)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
