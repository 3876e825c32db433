# A plain Lock taken twice by one thread.
# Kind: deadlock
import threading

lock = threading.Lock()


def outer():
    with lock:
        inner()


def inner():
    with lock:
        pass


def test():
    thread = threading.Thread(target=outer)
    thread.start()
    thread.join()
