# Style: Each place gets a pair: whether it went well, and the result or the exception.
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    outcomes = [None] * len(items)

    def run_worker():
        while True:
            try:
                place, item = buffer.get()
            except Closed:
                return
            try:
                outcomes[place] = (True, work(item))
            except Exception as problem:
                outcomes[place] = (False, problem)

    threads = [Thread(target=run_worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for pair in enumerate(items):
        buffer.put(pair)
    buffer.close()
    for thread in threads:
        thread.join()
    for went_well, what in outcomes:
        if not went_well:
            raise what
    return [what for _, what in outcomes]
