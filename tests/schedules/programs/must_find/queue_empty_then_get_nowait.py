# "while not empty(): get_nowait()" in two threads.
# Kind: exception
import queue
from threading import Thread

jobs = queue.Queue()
jobs.put(1)


def work():
    while not jobs.empty():
        jobs.get_nowait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
