# Mistake: the rounds are calls in a pool, and the lock is free between the read and the write.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
from concurrent.futures import ThreadPoolExecutor
import threading

counter = 0
lock = threading.Lock()


def one():
    global counter
    with lock:
        seen = counter
    with lock:
        counter = seen + 1


def increment(times):
    with ThreadPoolExecutor(max_workers=2) as pool:
        for _ in range(times):
            pool.submit(one)
