# Mistake: a semaphore for all calls lets only four workers work at a time.
# Fails: pipeline--workers-share-the-work (deadlock)
from threading import Thread, Semaphore

limit = Semaphore(4)

def pipeline(items, work, workers):
    buffer = BoundedBuffer(workers)
    results = [None] * len(items)
    problems = []

    def worker():
        while True:
            try:
                place = buffer.get()
            except Closed:
                return
            try:
                with limit:
                    results[place] = work(items[place])
            except Exception as problem:
                problems.append(problem)

    threads = [Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for place in range(len(items)):
        buffer.put(place)
    buffer.close()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return results
