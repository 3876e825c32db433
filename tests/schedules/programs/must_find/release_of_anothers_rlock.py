# Only the owner may release an RLock.
# Kind: exception
import threading
from threading import Thread

lock = threading.RLock()


def intruder():
    lock.release()


def test():
    with lock:
        thread = Thread(target=intruder)
        thread.start()
        thread.join()
