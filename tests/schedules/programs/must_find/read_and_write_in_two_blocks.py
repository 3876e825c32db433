# The read and the write each under the lock, but not together.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    with lock:
        seen = counter
    with lock:
        counter = seen + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
