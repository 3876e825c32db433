# put waits while the queue is full.
from queue import Queue
from threading import Thread

jobs = Queue(maxsize=1)
seen = []


def produce():
    for job in (1, 2, 3):
        jobs.put(job)


def consume():
    for _ in range(3):
        seen.append(jobs.get())


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(produce, consume)
    assert seen == [1, 2, 3]
