# Kind: assertion
# The time-out is looked at, so that it is no time-out like any other.
import threading
from threading import Thread

lock = threading.Lock()
count = 0


def worker():
    global count
    delay = 0.01
    while delay < 1:
        if lock.acquire(timeout=delay):
            count += 1
            lock.release()
            return
        delay *= 2


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2
