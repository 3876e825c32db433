# "if not empty(): get()" in two threads: one waits for ever.
# Kind: deadlock
import queue
from threading import Thread

jobs = queue.Queue()
jobs.put(1)


def work():
    if not jobs.empty():
        jobs.get()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
