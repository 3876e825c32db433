# The classic buffer of three semaphores.
import threading
from threading import Thread

free, filled, mutex = threading.Semaphore(1), threading.Semaphore(0), threading.Semaphore(1)
items = []
seen = []


def put():
    for item in (1, 2):
        free.acquire()
        with mutex:
            items.append(item)
        filled.release()


def take():
    for _ in range(2):
        filled.acquire()
        with mutex:
            seen.append(items.pop(0))
        free.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, take)
    assert seen == [1, 2]
