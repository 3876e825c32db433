# Mistake: gives the lock back once more if it is taken, though it may be another one that has it.
# Fails: increment--no-update-is-lost (exception), increment--respects-the-lock (exception)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        lock.acquire()
        counter += 1
        lock.release()
    if lock.locked():
        lock.release()
