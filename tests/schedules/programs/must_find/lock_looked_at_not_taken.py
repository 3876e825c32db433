# Waits until the lock is free, and then works without taking it.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    while lock.locked():
        pass
    counter += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
