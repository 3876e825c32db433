# Mistake: Waits until all results are there, but not until the threads have ended.
# Fails: run_all--nothing-left-running (still-running)
import queue
from threading import Thread


def run_all(functions):
    finished = queue.Queue()

    def run_one(place):
        finished.put((place, functions[place]()))

    for place in range(len(functions)):
        Thread(target=run_one, args=(place,)).start()
    results = [None] * len(functions)
    for _ in functions:
        place, result = finished.get()
        results[place] = result
    return results
