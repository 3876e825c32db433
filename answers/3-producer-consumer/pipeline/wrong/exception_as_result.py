# Mistake: An exception is kept as a result, and every result that is one is raised: but work may return one.
# Fails: pipeline--results-in-order (exception)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(2)
    results = [None] * len(items)

    def worker():
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                return
            try:
                results[i] = work(item)
            except Exception as e:
                results[i] = e

    threads = [Thread(target=worker) for _ in range(workers)]
    for t in threads:
        t.start()
    for i, item in enumerate(items):
        buffer.put((i, item))
    buffer.close()
    for t in threads:
        t.join()
    for r in results:
        if isinstance(r, Exception):
            raise r
    return results
