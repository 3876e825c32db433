# Mistake: only a sign goes through the buffer that there is something to do; what it is comes from a list beside it.
# Fails: pipeline--through-the-buffer (assertion)
from threading import Thread


def pipeline(items, work, workers):
    buffer = BoundedBuffer(1)
    results = [None] * len(items)
    errors = []
    todo = list(enumerate(items))

    def run():
        while True:
            try:
                buffer.get()
            except Closed:
                return
            place, item = todo.pop(0)
            try:
                results[place] = work(item)
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for item in items:
        buffer.put("one more")
    buffer.close()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
