# Mistake: acquire(blocking=False) does not wait, and its result is ignored.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        got_it = lock.acquire(blocking=False)
        counter += 1
        if got_it:
            lock.release()
