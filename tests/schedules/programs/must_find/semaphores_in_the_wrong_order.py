# A buffer that takes its mutex before it waits for an item.
# Kind: deadlock
import threading
from threading import Thread

mutex = threading.Semaphore(1)
filled = threading.Semaphore(0)
items = []


def take():
    mutex.acquire()
    filled.acquire()
    items.pop()
    mutex.release()


def put():
    mutex.acquire()
    items.append(1)
    filled.release()
    mutex.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
