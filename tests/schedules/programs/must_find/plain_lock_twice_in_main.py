# The main thread takes a plain Lock twice; no other thread is needed.
# Kind: deadlock
import threading

lock = threading.Lock()


def test():
    lock.acquire()
    lock.acquire()
