# Mistake: puts a single end marker; the worker that gets it leaves, and the others wait for ever.
# Fails: pipeline--results-in-order (deadlock), pipeline--workers-share-the-work (deadlock), pipeline--through-the-buffer (deadlock), pipeline--exception-reaches-the-caller (deadlock), pipeline--no-thread-left-behind (deadlock)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(2)
    results = {}
    errors = []

    def worker():
        while True:
            job = buffer.get()
            if job is None:
                break
            index, item = job
            try:
                results[index] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.put(None)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[index] for index in sorted(results)]
