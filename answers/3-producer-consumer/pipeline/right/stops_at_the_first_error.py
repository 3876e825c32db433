# Style: a worker that fails closes the buffer, and the feeder stops at Closed.
import threading


def pipeline(items, work, workers):
    buffer = BoundedBuffer(workers)
    results = {}
    errors = []
    lock = threading.Lock()

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            try:
                result = work(item)
            except Exception as error:
                with lock:
                    errors.append(error)
                buffer.close()
                return
            with lock:
                results[index] = result

    threads = []
    for _ in range(workers):
        thread = threading.Thread(target=worker)
        thread.start()
        threads.append(thread)
    count = 0
    try:
        for item in items:
            buffer.put((count, item))
            count += 1
    except Closed:
        pass
    finally:
        buffer.close()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    return [results[index] for index in range(count)]
