# Mistake: without "global counter" the function has a local counter, and reads it before it has a value.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--lock-free, increment--respects-lock
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    for _ in range(times):
        with lock:
            counter += 1
