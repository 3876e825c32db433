# The main thread joins while it holds the lock that the thread needs.
# Kind: deadlock
import threading

lock = threading.Lock()


def work():
    with lock:
        pass


def test():
    thread = threading.Thread(target=work)
    with lock:
        thread.start()
        thread.join()
