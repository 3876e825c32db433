# A closure's variable under a closure's lock.
import threading
from threading import Thread


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def count():
    total = 0
    lock = threading.Lock()

    def add():
        nonlocal total
        with lock:
            total += 1

    run(add, add)
    return total


def test():
    assert count() == 2
