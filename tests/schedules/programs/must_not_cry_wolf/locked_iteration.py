# Iterating and inserting under one lock.
import threading
from threading import Thread

lock = threading.Lock()
table = {"a": 1}
sums = []


def read():
    with lock:
        sums.append(sum(value for value in table.values()))


def write():
    with lock:
        table["b"] = 2


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, write)
    assert sums in ([1], [3])
