# Goes on for ever where it should clean up.
# verdict: fails
from threading import Lock

lock = Lock()
lock.acquire()


def increment(times):
    try:
        lock.acquire()
    finally:
        while True:
            pass
