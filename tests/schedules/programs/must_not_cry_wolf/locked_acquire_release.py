# acquire and release written out, in a loop.
import threading
from threading import Thread

lock = threading.Lock()
counter = 0


def work():
    global counter
    for _ in range(2):
        lock.acquire()
        try:
            counter += 1
        finally:
            lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 4
    assert not lock.locked()
