# Mistake: A worker that fails closes the buffer, and the Closed of the feeder's put comes out in place of its exception.
# Fails: pipeline--exception-reaches-the-caller (assertion), pipeline--no-thread-left-behind (still-running)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
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
                buffer.close()

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
