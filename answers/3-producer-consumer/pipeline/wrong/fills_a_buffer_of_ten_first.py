# Mistake: the workers start when all items are in the buffer, which has room for ten; with more of them, nobody makes room.
# Fails: pipeline--results-in-order (deadlock), pipeline--workers-share-the-work (deadlock)
from threading import Thread


def pipeline(items, work, workers):
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(10)

    def worker():
        while True:
            try:
                place, item = buffer.get()
            except Closed:
                return
            try:
                results[place] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=worker) for _ in range(workers)]
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
