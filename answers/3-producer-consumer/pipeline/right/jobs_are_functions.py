# Style: what goes through the buffer is a function without parameters that does one item.
from functools import partial
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(workers)
    results = {}
    problems = []

    def do(place, item):
        try:
            results[place] = work(item)
        except Exception as problem:
            problems.append(problem)

    def run():
        while True:
            try:
                job = buffer.get()
            except Closed:
                return
            job()

    threads = [Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for place, item in enumerate(items):
        buffer.put(partial(do, place, item))
    buffer.close()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return [results[place] for place in range(len(items))]
