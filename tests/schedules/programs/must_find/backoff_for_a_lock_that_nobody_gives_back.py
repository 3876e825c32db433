# Kind: livelock
# However long it waits, the lock stays taken.
import threading
from threading import Thread

lock = threading.Lock()


def worker():
    delay = 0.1
    while not lock.acquire(timeout=delay):
        delay *= 2


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
