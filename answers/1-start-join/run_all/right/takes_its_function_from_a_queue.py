# Style: as many threads as functions, each of which takes one of them out of a queue.
import queue
import threading


def run_all(functions):
    jobs = queue.Queue()
    for pair in enumerate(functions):
        jobs.put(pair)
    results = [None] * len(functions)

    def work():
        place, function = jobs.get()
        results[place] = function()

    threads = [threading.Thread(target=work) for _ in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
