# One end marker, two workers.
# Kind: deadlock
import queue
from threading import Thread

jobs = queue.Queue()
jobs.put(1)
jobs.put(None)


def work():
    while jobs.get() is not None:
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
