# Kind: exception
# CPython cannot wait for so long.
import threading
import time
from threading import Thread

event = threading.Event()


def worker():
    changed = threading.Condition()
    with changed:
        changed.wait(10**10)


def test():
    thread = Thread(target=worker)
    thread.start()
    event.set()
    thread.join()
