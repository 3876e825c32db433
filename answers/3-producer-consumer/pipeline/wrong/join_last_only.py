# Mistake: joins only the worker started last.
# Fails: pipeline--results-in-order (assertion), pipeline--exception-reaches-the-caller (assertion), pipeline--no-thread-left-behind (still-running)
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
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    thread.join()
    if errors:
        raise errors[0]
    return results
