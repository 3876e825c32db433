# An RLock taken twice and released once.
# Kind: deadlock
import threading
from threading import Thread

lock = threading.RLock()


def work():
    lock.acquire()
    lock.acquire()
    lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
