# Kind: exception
# CPython cannot sleep for so long.
import threading
import time
from threading import Thread

event = threading.Event()


def worker():
    time.sleep(1e11)


def test():
    thread = Thread(target=worker)
    thread.start()
    event.set()
    thread.join()
