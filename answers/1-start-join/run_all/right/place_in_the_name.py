# Style: each thread is named after its place, and reads its name before the function can change it.
import threading


def run_all(functions):
    results = {}

    def call(function):
        place = int(threading.current_thread().name)
        results[place] = function()

    threads = [threading.Thread(target=call, args=(each,), name=str(place)) for place, each in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[place] for place in range(len(functions))]
