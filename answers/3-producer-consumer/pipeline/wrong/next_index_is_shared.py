# Mistake: the workers count the items themselves, in a shared variable that no lock protects.
# Fails: pipeline--results-in-order (assertion)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(2)
    number = 0

    def worker():
        nonlocal number
        while True:
            try:
                item = buffer.get()
            except Closed:
                return
            index = number
            number += 1
            try:
                results[index] = work(item)
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
