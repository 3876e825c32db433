# One end marker for two workers, put back by each.
from queue import SimpleQueue
from threading import Thread

jobs = SimpleQueue()
for job in ("a", None):
    jobs.put(job)
done = []


def work():
    while True:
        job = jobs.get()
        if job is None:
            jobs.put(None)
            return
        done.append(job)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert done == ["a"]
