# Mistake: a lock in threading.local is a different one in every thread.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--respects-lock
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
