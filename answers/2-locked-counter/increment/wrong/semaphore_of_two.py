# Mistake: uses a semaphore with two permits instead of the lock, which lets two threads in at once.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
permits = threading.Semaphore(2)


def increment(times):
    global counter
    for _ in range(times):
        with permits:
            counter += 1
