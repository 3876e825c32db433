# Mistake: a worker stops at an exception; when all have stopped, the caller waits for room in the buffer for ever.
# Fails: pipeline--exception-reaches-the-caller (deadlock)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    errors = []
    buffer = BoundedBuffer(1)

    def worker():
        try:
            while True:
                index, item = buffer.get()
                results[index] = work(item)
        except Closed:
            pass
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
