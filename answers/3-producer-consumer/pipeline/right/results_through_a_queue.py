# Style: the results come back through a queue, read after the joins.
import queue
import threading


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    done = queue.Queue()

    def worker():
        try:
            while True:
                index, item = buffer.get()
                try:
                    done.put((index, work(item), None))
                except Exception as error:
                    done.put((index, None, error))
        except Closed:
            return

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    results = [None] * len(items)
    for _ in items:
        index, result, error = done.get()
        if error is not None:
            raise error
        results[index] = result
    return results
