# Mistake: the lock covers the write but not the read.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        value = counter
        with lock:
            counter = value + 1
