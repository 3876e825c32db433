# Style: The workers append results with their places, in any order, and the caller sorts them by place.
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    finished = []
    errors = []

    def run_worker():
        while True:
            try:
                place, item = buffer.get()
            except Closed:
                return
            try:
                finished.append((place, work(item)))
            except Exception as problem:
                errors.append(problem)

    threads = [Thread(target=run_worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [result for _, result in sorted(finished, key=lambda pair: pair[0])]
