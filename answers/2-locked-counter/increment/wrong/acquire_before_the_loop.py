# Mistake: takes the lock before the loop and releases it inside; the second release has nothing to release.
# Fails: increment--no-update-is-lost (exception), increment--lock-is-free-afterwards (exception)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock.acquire()
    for _ in range(times):
        counter += 1
        lock.release()
