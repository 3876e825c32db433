# Kind: exception
# 2 ** 100 is too long, and it takes 17 minutes to come there.
import threading
from threading import Thread

lock = threading.Lock()


def worker():
    exponent = 1
    while not lock.acquire(timeout=2**exponent):
        exponent *= 10
    lock.release()


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
