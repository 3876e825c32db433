# The object is changed after it has been handed over.
# Kind: assertion
from queue import Queue
from threading import Thread

jobs = Queue()
seen = []


def put():
    order = {"amount": 0}
    jobs.put(order)
    order["amount"] = 5


def take():
    seen.append(jobs.get()["amount"])


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, take)
    assert seen == [5]
