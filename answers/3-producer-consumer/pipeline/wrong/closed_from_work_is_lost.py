# Mistake: One try around get and work catches Closed: if work itself raises Closed, that exception is lost.
# Fails: pipeline--exception-reaches-the-caller (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(2)
    results = [None] * len(items)
    errors = []

    def worker():
        while True:
            try:
                i, item = buffer.get()
                results[i] = work(item)
            except Closed:
                return
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
