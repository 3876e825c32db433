# Mistake: Results that are None are taken for missing ones and left out.
# Fails: pipeline--results-in-order (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results = [None] * len(items)
    errors = []

    def run_worker():
        while True:
            try:
                place, item = buffer.get()
            except Closed:
                return
            try:
                results[place] = work(item)
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
    return [result for result in results if result is not None]
