# Kind: exception
# No time-out is None, not infinity.
import threading
import time
from threading import Thread

event = threading.Event()


def worker():
    event.wait(float("inf"))


def test():
    thread = Thread(target=worker)
    thread.start()
    event.set()
    thread.join()
