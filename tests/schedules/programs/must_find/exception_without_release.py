# An exception that is caught outside keeps the lock.
# Kind: deadlock
import threading
from threading import Thread

lock = threading.Lock()


def risky():
    lock.acquire()
    int("not a number")
    lock.release()


def work():
    try:
        risky()
    except ValueError:
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
