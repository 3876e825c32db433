# Style: acquire with a time-out, tried again until it succeeds.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        while not lock.acquire(timeout=1):
            pass
        counter += 1
        lock.release()
