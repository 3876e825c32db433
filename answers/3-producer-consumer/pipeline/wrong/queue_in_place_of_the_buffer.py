# Mistake: uses a queue of its own in place of the BoundedBuffer.
# Fails: pipeline--through-the-buffer (assertion)
import queue
import threading


def pipeline(items, work, workers):
    results = [None] * len(items)
    errors = []
    jobs = queue.Queue(maxsize=2)

    def worker():
        while True:
            job = jobs.get()
            if job is None:
                return
            index, item = job
            try:
                results[index] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        jobs.put(pair)
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
