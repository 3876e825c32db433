# Mistake: the lock covers the read but not the write.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
        counter = value + 1
