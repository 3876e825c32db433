# The reader takes the lock twice; the writer comes in between.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
first = second = 0
seen = []


def write():
    global first, second
    with lock:
        first += 1
        second += 1


def read():
    with lock:
        one = first
    with lock:
        two = second
    seen.append(one == two)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(write, read)
    assert seen == [True]
