# The lock itself is replaced while a thread holds it.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter, lock
    with lock:
        counter += 1
    lock = threading.Lock()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, work)
    assert counter == 3
