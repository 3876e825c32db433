# acquire with a time-out whose result is ignored.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    mine = lock.acquire(timeout=60)
    counter += 1
    if mine:
        lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
