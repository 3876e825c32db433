# Style: a subclass of Thread; each worker keeps its own results, merged after the joins.
import threading


class Worker(threading.Thread):
    def __init__(self, buffer, work):
        super().__init__()
        self.buffer = buffer
        self.work = work
        self.results = []
        self.error = None

    def run(self):
        while True:
            try:
                index, item = self.buffer.get()
            except Closed:
                break
            if self.error is None:
                try:
                    self.results.append((index, self.work(item)))
                except Exception as error:
                    self.error = error


def pipeline(items, work, workers):
    buffer = BoundedBuffer(3)
    team = [Worker(buffer, work) for _ in range(workers)]
    for member in team:
        member.start()
    for index, item in enumerate(items):
        buffer.put((index, item))
    buffer.close()
    merged = {}
    for member in team:
        member.join()
        merged.update(member.results)
    for member in team:
        if member.error is not None:
            raise member.error
    return [merged[index] for index in sorted(merged)]
