# Style: one addition under the lock instead of many.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    with lock:
        counter += times
