# Style: own classes stand above, one of them wrong, and it is tried at once; the checks bring their own.
from threading import Thread

STOP = object()


class Closed(ValueError):
    pass


class BoundedBuffer:
    def __init__(self, capacity):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def get(self):
        while not self.items:
            pass
        return self.items.pop(0)

    def close(self):
        raise Closed


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results = {}
    failures = {}

    def worker():
        while (job := buffer.get()) is not STOP:
            index, item = job
            try:
                results[index] = work(item)
            except Exception as error:
                failures[index] = error

    threads = [Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for job in enumerate(items):
        buffer.put(job)
    for _ in threads:
        buffer.put(STOP)
    for thread in threads:
        thread.join()
    if failures:
        raise failures[min(failures)]
    return [results[index] for index in range(len(items))]


print(pipeline([1], str, 1))
