# Style: recursion outside the lock.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    if times == 0:
        return
    with lock:
        counter += 1
    increment(times - 1)
