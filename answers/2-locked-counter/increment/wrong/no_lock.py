# Mistake: makes a lock and never uses it.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--respects-lock
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        counter += 1
