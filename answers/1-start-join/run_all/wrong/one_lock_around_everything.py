# Mistake: holds one lock while a function runs, so only one of them runs at a time.
# Fails: run_all--at-the-same-time (deadlock)
import threading


def run_all(functions):
    results = [None] * len(functions)
    lock = threading.Lock()

    def run(index, function):
        with lock:
            results[index] = function()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
