# Kind: exception
# A time-out of three hundred years is too long for CPython.
import threading
from threading import Thread

lock = threading.Lock()


def worker():
    lock.acquire(timeout=threading.TIMEOUT_MAX * 2)
    lock.release()


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
