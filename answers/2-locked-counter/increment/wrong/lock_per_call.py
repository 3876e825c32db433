# Mistake: makes a new lock at each call, so no two threads ever share one.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock = threading.Lock()
    for _ in range(times):
        with lock:
            counter += 1
