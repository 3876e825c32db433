# A return from the middle keeps the lock.
# Kind: deadlock
import threading
from threading import Thread

lock = threading.Lock()
stock = 0


def take():
    lock.acquire()
    if stock == 0:
        return
    lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, take)
