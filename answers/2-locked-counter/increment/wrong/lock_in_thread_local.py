# Mistake: a lock in threading.local is a different one in every thread.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
own = threading.local()


def increment(times):
    global counter
    own.lock = threading.Lock()
    for _ in range(times):
        with own.lock:
            counter += 1
