# Mistake: an exception in work ends the worker's thread; the caller never hears of it, and may wait for ever.
# Fails: pipeline--exception-reaches-the-caller (exception), pipeline--no-thread-left-behind (exception)
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
            results[index] = work(item)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    return results
