# Mistake: Adds first and takes it back if somebody holds the lock.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    for _ in range(times):
        while True:
            counter += 1
            if lock.acquire(blocking=False):
                lock.release()
                break
            counter -= 1
