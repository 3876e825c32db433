# Mistake: An exception that is false is lost.
# Fails: pipeline--exception-reaches-the-caller (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results, error = [None] * len(items), [None]

    def run():
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                return
            try:
                results[i] = work(item)
            except Exception as e:
                error[0] = e

    ts = [Thread(target=run) for _ in range(workers)]
    for t in ts:
        t.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for t in ts:
        t.join()
    if error[0]:
        raise error[0]
    return results
