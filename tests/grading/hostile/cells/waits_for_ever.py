# Waits for a lock that nobody gives back.
# verdict: fails
from threading import Lock

lock = Lock()
lock.acquire()


def increment(times):
    global counter
    with lock:
        counter += times
