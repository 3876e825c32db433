# Mistake: keeps a lock for each thread in a dictionary, so no thread ever waits for another.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
locks = {}


def increment(times):
    global counter
    mine = locks.setdefault(threading.current_thread(), threading.Lock())
    for _ in range(times):
        with mine:
            counter += 1
