# Mistake: The caller feeds, takes the items out of the buffer again, and gives them to the workers by hand.
# Fails: pipeline--through-the-buffer (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(max(1, len(items)))
    results = [None] * len(items)
    errors = []
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    pairs = []
    while True:
        try:
            pairs.append(buffer.get())
        except Closed:
            break

    def run_worker():
        while True:
            try:
                place, item = pairs.pop(0)
            except IndexError:
                return
            try:
                results[place] = work(item)
            except Exception as problem:
                errors.append(problem)

    threads = [Thread(target=run_worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
