# Mistake: returns from the middle of the function without releasing the lock.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--lock-free
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock.acquire()
    counter += times
    return counter
    lock.release()
