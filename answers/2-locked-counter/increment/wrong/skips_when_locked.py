# Mistake: does nothing when the lock is taken, so steps are lost.
# Fails: increment--no-update-is-lost (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        if lock.acquire(blocking=False):
            counter += 1
            lock.release()
