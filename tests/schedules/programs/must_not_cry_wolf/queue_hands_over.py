# A Queue with an end marker.
import queue
from threading import Thread

jobs = queue.Queue()
seen = []


def produce():
    for job in (1, 2):
        jobs.put(job)
    jobs.put(None)


def consume():
    while (job := jobs.get()) is not None:
        seen.append(job)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(produce, consume)
    assert seen == [1, 2]
