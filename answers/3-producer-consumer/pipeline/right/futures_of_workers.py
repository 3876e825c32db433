# Style: each worker is a call in an executor, which returns its results in a dict or raises.
from collections import ChainMap
from concurrent.futures import ThreadPoolExecutor, wait


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)

    def loop():
        mine, error = {}, None
        while True:
            try:
                i, item = buffer.get()
            except Closed:
                if error is not None:
                    raise error
                return mine
            if error is None:
                try:
                    mine[i] = work(item)
                except Exception as e:
                    error = e

    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(loop) for _ in range(workers)]
        for pair in enumerate(items):
            buffer.put(pair)
        buffer.close()
        wait(futures)
    merged = ChainMap(*[future.result() for future in futures])
    return [merged[i] for i in range(len(items))]
