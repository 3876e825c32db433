# Style: what goes through the buffer is a box with the item, and the result is put beside it.
from threading import Thread


def pipeline(items, work, workers):
    boxes = [[item] for item in items]
    errors = []
    buffer = BoundedBuffer(max(1, len(items)))
    for box in boxes:
        buffer.put(box)
    buffer.close()

    def run():
        while True:
            try:
                box = buffer.get()
            except Closed:
                return
            try:
                box.append(work(box[0]))
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        raise error
    return [box[1] for box in boxes]
