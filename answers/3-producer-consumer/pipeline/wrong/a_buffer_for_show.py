# Mistake: each worker takes its items from a list, and puts them through a buffer of its own for show.
# Fails: pipeline--through-the-buffer (assertion)
from threading import Thread


def pipeline(items, work, workers):
    results = [None] * len(items)
    errors = []
    todo = list(enumerate(items))

    def run():
        while True:
            try:
                place, item = todo.pop(0)
            except IndexError:
                return
            buffer = BoundedBuffer(1)
            buffer.put(item)
            try:
                results[place] = work(buffer.get())
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
