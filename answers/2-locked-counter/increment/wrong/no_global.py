# Mistake: without "global counter" the function has a local counter, and reads it before it has a value.
# Fails: increment--no-update-is-lost (exception), increment--lock-is-free-afterwards (exception), increment--respects-the-lock (exception)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    for _ in range(times):
        with lock:
            counter += 1
