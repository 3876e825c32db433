# qsize() is out of date as soon as it is known.
# Kind: assertion
from queue import SimpleQueue
from threading import Thread

jobs = SimpleQueue()
sizes = []


def put():
    jobs.put(1)


def look():
    sizes.append(jobs.qsize())


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, look)
    assert sizes == [1]
