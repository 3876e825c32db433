# Mistake: Threads are named after their functions, so two of the same function share one place for their results.
# Fails: run_all--results-in-order (assertion)
import threading
from threading import Thread


def run_all(functions):
    results = {}

    def call(function):
        name = threading.current_thread().name
        results[name] = function()

    threads = [Thread(target=call, args=(function,), name=str(function)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[thread.name] for thread in threads]
