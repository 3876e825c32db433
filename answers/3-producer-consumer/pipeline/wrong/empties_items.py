# Mistake: Takes the items out of the list that it was given.
# Fails: pipeline--results-in-order (assertion)
from threading import Thread


def pipeline(items, work, workers):
    n = len(items)
    buffer = BoundedBuffer(1)
    results, errors = [None] * n, []

    def run():
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                return
            try:
                results[i] = work(item)
            except Exception as e:
                errors.append(e)

    ts = [Thread(target=run) for _ in range(workers)]
    for t in ts:
        t.start()
    for i in range(n):
        buffer.put((i, items.pop(0)))
    buffer.close()
    for t in ts:
        t.join()
    if errors:
        raise errors[0]
    return results
