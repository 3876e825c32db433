# Mistake: starts a thread for each item instead of as many workers as asked for.
# Fails: pipeline--workers-share-the-work (assertion), pipeline--through-the-buffer (assertion)
import threading


def pipeline(items, work, workers):
    items = list(items)
    results = [None] * len(items)
    errors = []

    def run(index):
        try:
            results[index] = work(items[index])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(items))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
