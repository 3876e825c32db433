# The lock is made when it is first needed; two threads make two.
# Kind: assertion
import threading
from threading import Thread

lock = None
counter = 0


def work():
    global lock, counter
    if lock is None:
        lock = threading.Lock()
    with lock:
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
