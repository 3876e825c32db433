# Style: a marker at the end for each worker instead of close.
from threading import Thread

STOP = object()


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results = {}
    failures = {}

    def worker():
        while True:
            job = buffer.get()
            if job is STOP:
                break
            number, item = job
            try:
                results[number] = work(item)
            except BaseException as error:
                failures[number] = error

    threads = [Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    number = 0
    for item in items:
        buffer.put((number, item))
        number += 1
    for _ in threads:
        buffer.put(STOP)
    for thread in threads:
        thread.join()
    if failures:
        raise failures[min(failures)]
    return [results[i] for i in range(number)]
