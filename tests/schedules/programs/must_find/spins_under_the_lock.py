# The thread that spins holds the lock that the other needs.
# Kind: livelock
import threading
from threading import Thread

lock = threading.Lock()
ready = False


def wait():
    with lock:
        while not ready:
            pass


def send():
    global ready
    with lock:
        ready = True


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
