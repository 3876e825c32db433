# Mistake: Gives up without having done the work.
# Fails: increment--no-update-is-lost (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    if not lock.acquire(timeout=2):
        print("could not get the lock")
        return
    try:
        for _ in range(times):
            counter += 1
    finally:
        lock.release()
