# Mistake: a semaphore with two permits lets two threads in at once.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--respects-lock
import threading

counter = 0
lock = threading.Semaphore(2)


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1
