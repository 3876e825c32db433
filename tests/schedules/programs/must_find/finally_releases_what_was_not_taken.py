# finally releases the lock although the time-out ended without it.
# Kind: exception
import threading
from threading import Thread

lock = threading.Lock()


def work():
    try:
        lock.acquire(timeout=1)
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
