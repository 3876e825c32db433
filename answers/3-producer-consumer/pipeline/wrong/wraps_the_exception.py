# Mistake: The caller gets a RuntimeError about the exception, not the exception.
# Fails: pipeline--exception-reaches-the-caller (assertion)
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
        raise RuntimeError(f"work failed: {errors[0]}") from errors[0]
    return results
