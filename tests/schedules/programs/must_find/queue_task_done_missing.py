# join() of a queue waits for task_done().
# Kind: deadlock
import queue
from threading import Thread

jobs = queue.Queue()


def work():
    jobs.get()


def test():
    jobs.put(1)
    thread = Thread(target=work)
    thread.start()
    jobs.join()
    thread.join()
