# Mistake: returns without joining the workers, so results are missing and threads are left behind.
# Fails: pipeline--results-in-order (assertion), pipeline--exception-reaches-the-caller (assertion), pipeline--no-thread-left-behind (assertion)
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
        threading.Thread(target=worker).start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    if errors:
        raise errors[0]
    return results
