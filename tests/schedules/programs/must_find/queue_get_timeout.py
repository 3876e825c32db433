# get with a time-out may end with Empty though the item is on its way.
# Kind: exception
from queue import Queue
from threading import Thread

jobs = Queue()


def take():
    jobs.get(timeout=10)


def put():
    jobs.put(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
