# Mistake: an exception in work is caught and forgotten; the caller gets None for that item.
# Fails: pipeline--exception-reaches-the-caller (assertion)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    buffer = BoundedBuffer(2)

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            try:
                results[index] = work(item)
            except Exception:
                pass

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    return results
