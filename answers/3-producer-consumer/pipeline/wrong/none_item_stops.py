# Mistake: The marker (None, None) is known by its item: an item None stops a worker and is never worked on.
# Fails: pipeline--results-in-order (deadlock)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results, errors = [None] * len(items), []

    def worker():
        while True:
            n, item = buffer.get()
            if item is None:
                return
            try:
                results[n] = work(item)
            except Exception as e:
                errors.append(e)

    threads = [Thread(target=worker) for _ in range(workers)]
    for t in threads:
        t.start()
    for pair in enumerate(items):
        buffer.put(pair)
    for _ in range(workers):
        buffer.put((None, None))
    for t in threads:
        t.join()
    if errors:
        raise errors[0]
    return results
