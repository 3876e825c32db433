# A PriorityQueue orders only what is in it at the time.
# Kind: assertion
from queue import PriorityQueue
from threading import Thread

jobs = PriorityQueue()
seen = []


def put():
    jobs.put(2)
    jobs.put(1)


def take():
    seen.append(jobs.get())
    seen.append(jobs.get())


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, take)
    assert seen == [1, 2]
