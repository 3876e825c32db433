# Mistake: the items go through the buffer, but a worker works on the next one of the list, whatever it has taken out.
# Fails: pipeline--through-the-buffer (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results = [None] * len(items)
    errors = []
    places = iter(range(len(items)))

    def run():
        while True:
            try:
                buffer.get()
            except Closed:
                return
            place = next(places)
            try:
                results[place] = work(items[place])
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for item in items:
        buffer.put(item)
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
