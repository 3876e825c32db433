# Mistake: Results are kept under the name that the thread has when the function has ended, which may be another one by then.
# Fails: run_all--results-in-order (exception)
import threading
from threading import Thread


def run_all(functions):
    results = {}

    def call(function):
        result = function()
        results[threading.current_thread().name] = result

    threads = [Thread(target=call, args=(function,)) for function in functions]
    names = [thread.name for thread in threads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[name] for name in names]
