# "if not full(): put_nowait()" in two threads.
# Kind: exception
import queue
from threading import Thread

jobs = queue.Queue(maxsize=1)


def work():
    if not jobs.full():
        jobs.put_nowait(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
