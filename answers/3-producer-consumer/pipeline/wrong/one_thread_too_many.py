# Mistake: starts a thread more than asked for, to feed the items.
# Fails: pipeline--workers-share-the-work (assertion)
import threading


def pipeline(items, work, workers):
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(2)

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            try:
                results[index] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers + 1)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
