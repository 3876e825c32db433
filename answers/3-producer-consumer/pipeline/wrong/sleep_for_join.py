# Mistake: sleeps for a while and hopes that the workers are done by then.
# Fails: pipeline--results-in-order (assertion), pipeline--exception-reaches-the-caller (assertion), pipeline--no-thread-left-behind (assertion)
import threading
import time


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
    time.sleep(2)
    if errors:
        raise errors[0]
    return results
