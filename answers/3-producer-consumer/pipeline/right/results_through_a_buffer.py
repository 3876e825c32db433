# Style: results come back through a buffer of their own.
from threading import Thread


def pipeline(items, work, workers):
    todo, done = BoundedBuffer(len(items) + 1), BoundedBuffer(len(items) + 1)

    def run():
        while True:
            try:
                n = todo.get()
            except Closed:
                return
            try:
                done.put((n, True, work(items[n])))
            except Exception as e:
                done.put((n, False, e))

    for n in range(len(items)):
        todo.put(n)
    todo.close()
    ts = [Thread(target=run) for _ in range(workers)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    done.close()
    answers = [done.get() for _ in items]
    answers.sort(key=lambda a: a[0])
    for n, ok, value in answers:
        if not ok:
            raise value
    return [value for n, ok, value in answers]
