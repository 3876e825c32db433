# Mistake: reads in one block and writes in another; between the two the lock is free.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
        with lock:
            counter = value + 1
