# Style: a thread of its own feeds the items, and the results come back through a queue.
import queue
import threading


def pipeline(items, work, workers):
    items = list(items)
    buffer = BoundedBuffer(1)
    done = queue.Queue()

    def feed():
        for pair in enumerate(items):
            buffer.put(pair)
        buffer.close()

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

    threads = [threading.Thread(target=feed)]
    threads += [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    results = [None] * len(items)
    problem = None
    for _ in items:
        index, result, error = done.get()
        results[index] = result
        problem = problem or error
    for thread in threads:
        thread.join()
    if problem:
        raise problem
    return results
