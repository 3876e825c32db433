# A time-out may end without the lock, and then nothing is done.
import threading
from threading import Thread

lock = threading.Lock()
counter = 0
missed = []


def work():
    global counter
    if lock.acquire(timeout=1):
        try:
            counter += 1
        finally:
            lock.release()
    else:
        missed.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter + len(missed) == 2
