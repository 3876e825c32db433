# If the lock is taken, the step is skipped.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    if lock.acquire(False):
        try:
            counter += 1
        finally:
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
