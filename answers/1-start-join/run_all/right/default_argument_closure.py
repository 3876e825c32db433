# Style: a closure made in the loop, the loop's values bound as default arguments.
from threading import Thread


def run_all(functions):
    results = {}
    threads = []
    for number, function in enumerate(functions):

        def run(number=number, function=function):
            results[number] = function()

        thread = Thread(target=run)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return list(map(results.get, range(len(functions))))
