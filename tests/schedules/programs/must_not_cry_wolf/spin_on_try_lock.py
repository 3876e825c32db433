# A spin lock by try-lock.
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    while not lock.acquire(False):
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
