# Mistake: "if lock.locked(): lock.release()" takes the lock away from whoever holds it.
# Fails: increment--no-update-is-lost (exception), increment--respects-the-lock (exception)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        if lock.locked():
            lock.release()
        lock.acquire()
        counter += 1
        if lock.locked():
            lock.release()
