# Mistake: the lock covers the write but not the read.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        value = counter
        with lock:
            counter = value + 1
