# Style: a ThreadPoolExecutor whose threads have names of its own runs the workers, and their futures carry the exception.
from concurrent.futures import ThreadPoolExecutor


def pipeline(items, work, workers):
    buffer = BoundedBuffer(2)
    results = {}

    def worker():
        while True:
            try:
                index, item = buffer.get()
            except Closed:
                return
            try:
                results[index] = work(item)
            except BaseException:
                buffer.close()
                raise

    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="pipeline") as pool:
        futures = [pool.submit(worker) for _ in range(workers)]
        try:
            for pair in enumerate(items):
                buffer.put(pair)
        except Closed:
            pass
        buffer.close()
    for future in futures:
        future.result()
    return [results[index] for index in sorted(results)]
