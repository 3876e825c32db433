# Mistake: Items.index(item) finds the first of equal items: the place of the second stays None.
# Fails: pipeline--results-in-order (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(2)
    results = [None] * len(items)
    errors = []

    def worker():
        while True:
            try:
                item = buffer.get()
            except Closed:
                return
            try:
                results[items.index(item)] = work(item)
            except Exception as e:
                errors.append(e)

    threads = [Thread(target=worker) for _ in range(workers)]
    for t in threads:
        t.start()
    for item in items:
        buffer.put(item)
    buffer.close()
    for t in threads:
        t.join()
    if errors:
        raise errors[0]
    return results
