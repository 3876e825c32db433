# Mistake: puts the exception into the list of results instead of raising it.
# Fails: pipeline--exception-reaches-the-caller (assertion)
import threading


def pipeline(items, work, workers):
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
            except Exception as error:
                results[index] = error

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    return results
