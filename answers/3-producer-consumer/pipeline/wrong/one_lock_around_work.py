# Mistake: holds a lock while work runs, so the workers work one at a time.
# Fails: pipeline--workers-share-the-work (deadlock)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(2)
    lock = threading.Lock()

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            with lock:
                try:
                    results[index] = work(item)
                except Exception as error:
                    errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
