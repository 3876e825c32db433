# Mistake: a function that holds the lock calls another that takes it again; a plain Lock waits for itself.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--lock-free, increment--respects-lock
import threading

counter = 0
lock = threading.Lock()


def step():
    global counter
    with lock:
        counter += 1


def increment(times):
    with lock:
        for _ in range(times):
            step()
