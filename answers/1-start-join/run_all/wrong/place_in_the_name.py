# Mistake: The place is read from the thread's name after the function has run, which may have changed the name.
# Fails: run_all--results-in-order (exception)
import threading
from threading import Thread


def run_all(functions):
    results = [None] * len(functions)

    def call(function):
        result = function()
        results[int(threading.current_thread().name)] = result

    threads = [Thread(target=call, args=(function,), name=str(place)) for place, function in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
