# "if lock.locked(): lock.release()" opens the lock for two.
# Kind: assertion|exception
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    if lock.locked():
        lock.release()
    lock.acquire()
    counter += 1
    if lock.locked():
        lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
