# task_done() more often than get().
# Kind: exception
import queue

jobs = queue.Queue()


def test():
    jobs.put(1)
    jobs.get()
    jobs.task_done()
    jobs.task_done()
