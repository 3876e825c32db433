# Mistake: returns from the middle of the function without releasing the lock.
# Fails: increment--no-update-is-lost (deadlock), increment--lock-is-free-afterwards (assertion), increment--respects-the-lock (deadlock)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock.acquire()
    counter += times
    return counter
    lock.release()
