# A time-out, tried again until the lock is there.
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    while not lock.acquire(timeout=0.5):
        pass
    counter += 1
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
