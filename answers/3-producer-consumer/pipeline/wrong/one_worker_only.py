# Mistake: starts one worker whatever the number asked for.
# Fails: pipeline--workers-share-the-work (deadlock)
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

    thread = threading.Thread(target=worker)
    thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    thread.join()
    if errors:
        raise errors[0]
    return results
