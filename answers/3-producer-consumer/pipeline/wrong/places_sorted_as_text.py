# Mistake: keeps the places as text, and sorts them: "10" comes before "2".
# Fails: pipeline--results-in-order (assertion)
from threading import Thread

def pipeline(items, work, workers):
    buffer = BoundedBuffer(workers)
    results = {}
    problems = []

    def worker():
        while True:
            try:
                place = buffer.get()
            except Closed:
                return
            try:
                results[str(place)] = work(items[place])
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
    return [results[key] for key in sorted(results)]
