# Mistake: a time-out may end without the lock, and the counter is changed all the same.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        got_it = lock.acquire(timeout=1)
        counter += 1
        if got_it:
            lock.release()
