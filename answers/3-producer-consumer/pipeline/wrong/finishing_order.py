# Mistake: appends each result when it is ready, so the results come in the order of finishing.
# Fails: pipeline--results-in-order (assertion)
import threading


def pipeline(items, work, workers):
    results = []
    errors = []
    buffer = BoundedBuffer(2)

    def worker():
        while True:
            try:
                item = buffer.get()
            except Closed:
                return
            try:
                results.append(work(item))
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for item in items:
        buffer.put(item)
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
