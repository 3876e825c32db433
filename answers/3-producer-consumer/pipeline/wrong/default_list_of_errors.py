# Mistake: The list of errors is made once, as a default: after a call that failed, all others fail too.
# Fails: pipeline--exception-reaches-the-caller (exception)
from threading import Thread


def pipeline(items, work, workers, errors=[]):
    buffer = BoundedBuffer(1)
    results = [None] * len(items)

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
    return results
