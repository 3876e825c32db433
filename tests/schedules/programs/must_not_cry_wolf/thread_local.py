# Each thread has a value of its own in threading.local.
import threading
from threading import Thread

local = threading.local()
results = []


def work():
    local.count = 0
    local.count += 1
    local.count += 1
    results.append(local.count)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert results == [2, 2]
