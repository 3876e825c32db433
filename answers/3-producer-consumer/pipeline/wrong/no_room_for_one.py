# Mistake: A buffer for half of the items: one item has no room at all.
# Fails: pipeline--results-in-order (deadlock), pipeline--exception-reaches-the-caller (deadlock), pipeline--no-thread-left-behind (deadlock)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(len(items) // 2)
    results, errors = [None] * len(items), []

    def run():
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                return
            try:
                results[i] = work(item)
            except Exception as e:
                errors.append(e)

    ts = [Thread(target=run) for _ in range(workers)]
    for t in ts:
        t.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for t in ts:
        t.join()
    if errors:
        raise errors[0]
    return results
