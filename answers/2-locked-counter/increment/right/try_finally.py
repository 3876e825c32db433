# Style: acquire, then try and finally.
from threading import Lock

counter = 0
lock = Lock()


def increment(times):
    global counter
    while times > 0:
        lock.acquire()
        try:
            counter += 1
        finally:
            lock.release()
        times -= 1
