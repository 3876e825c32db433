# Mistake: The list of errors is global and never cleared: after one failure every later call fails.
# Fails: pipeline--exception-reaches-the-caller (exception)
from threading import Thread

errors = []


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
                errors.append(e)

    threads = [Thread(target=worker) for _ in range(workers)]
    for t in threads:
        t.start()
    for i, item in enumerate(items):
        buffer.put((i, item))
    buffer.close()
    for t in threads:
        t.join()
    if errors:
        raise errors[0]
    return results
