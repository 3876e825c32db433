# Style: a lock around the store of the result only, with kwargs for the threads.
import threading


def run_all(functions):
    results = [None] * len(functions)
    lock = threading.Lock()

    def run(index, function):
        result = function()
        with lock:
            results[index] = result

    threads = []
    for index in range(len(functions)):
        threads.append(threading.Thread(target=run, kwargs={"index": index, "function": functions[index]}))
    for thread in threads:
        thread.start()
    while threads:
        threads.pop().join()
    return results
