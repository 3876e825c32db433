# Tasks of a pool share a counter under a lock.
import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()
counter = 0


def work():
    global counter
    with lock:
        counter += 1


def test():
    with ThreadPoolExecutor(max_workers=2) as pool:
        for _ in range(2):
            pool.submit(work)
    assert counter == 2
