# Mistake: Tries a piece of work again that has failed.
# Fails: pipeline--exception-reaches-the-caller (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results, errors = [None] * len(items), []

    def run():
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                return
            try:
                try:
                    results[i] = work(item)
                except Exception:
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
