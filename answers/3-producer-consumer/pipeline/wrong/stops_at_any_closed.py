# Mistake: A worker that fails closes the buffer, and takes a Closed of work for one of the buffer.
# Fails: pipeline--exception-reaches-the-caller (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(workers)
    results = [None] * len(items)
    errors = []

    def run_worker():
        try:
            while True:
                place, item = buffer.get()
                results[place] = work(item)
        except Closed:
            pass
        except Exception as problem:
            errors.append(problem)
            buffer.close()

    threads = [Thread(target=run_worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        for pair in enumerate(items):
            buffer.put(pair)
    except Closed:
        pass
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
