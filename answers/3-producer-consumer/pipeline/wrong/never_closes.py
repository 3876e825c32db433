# Mistake: never tells the workers that there is no more, so they wait for ever.
# Fails: pipeline--results-in-order (deadlock), pipeline--workers-share-the-work (deadlock), pipeline--through-the-buffer (deadlock), pipeline--exception-reaches-the-caller (deadlock), pipeline--no-thread-left-behind (deadlock)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(2)

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            try:
                results[index] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
