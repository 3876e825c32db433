# Style: the lock held for the whole loop.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    with lock:
        for _ in range(times):
            counter += 1
