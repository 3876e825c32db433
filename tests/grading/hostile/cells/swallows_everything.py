# Catches every exception, and goes on.
# verdict: fails
from threading import Lock

lock = Lock()
lock.acquire()


def increment(times):
    while True:
        try:
            lock.acquire()
        except BaseException:
            pass
