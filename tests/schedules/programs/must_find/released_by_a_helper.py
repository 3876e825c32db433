# Another thread opens the lock, and the owner's own release finds nothing to release.
# Kind: exception
import threading
from threading import Thread

lock = threading.Lock()


def owner():
    lock.acquire()
    lock.release()


def helper():
    if lock.locked():
        try:
            lock.release()
        except RuntimeError:
            pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(owner, helper)
