# A spin on try-lock for a lock that is never released.
# Kind: livelock
import threading
from threading import Thread

lock = threading.Lock()


def work():
    while not lock.acquire(blocking=False):
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
