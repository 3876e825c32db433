# task_done for each job, and join of the queue.
from queue import Queue
from threading import Thread

jobs = Queue()
done = []


def work():
    while True:
        job = jobs.get()
        done.append(job)
        jobs.task_done()


def test():
    for job in (1, 2):
        jobs.put(job)
    Thread(target=work, daemon=True).start()
    jobs.join()
    assert done == [1, 2]
