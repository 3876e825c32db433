# Mistake: joins each worker where it starts it, before there is anything in the buffer to work on.
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

    for _ in range(workers):
        thread = threading.Thread(target=worker)
        thread.start()
        thread.join()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    if errors:
        raise errors[0]
    return results
