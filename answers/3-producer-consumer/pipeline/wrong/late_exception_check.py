# Mistake: Looks for errors before the workers have been joined: an exception that comes later is lost.
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
    failed = list(errors)
    for t in threads:
        t.join()
    if failed:
        raise failed[0]
    return results
