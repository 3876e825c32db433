# Mistake: Waits until each item has an outcome, but not until the workers have ended.
# Fails: pipeline--no-thread-left-behind (still-running)
import queue
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    outcomes = queue.Queue()

    def run_worker():
        while True:
            try:
                place, item = buffer.get()
            except Closed:
                return
            try:
                outcomes.put((place, work(item), None))
            except Exception as problem:
                outcomes.put((place, None, problem))

    for _ in range(workers):
        Thread(target=run_worker).start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    results, errors = [None] * len(items), []
    for _ in items:
        place, result, error = outcomes.get()
        results[place] = result
        if error is not None:
            errors.append(error)
    if errors:
        raise errors[0]
    return results
