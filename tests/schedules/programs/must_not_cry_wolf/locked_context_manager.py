# A context manager that releases in finally.
import threading
from contextlib import contextmanager
from threading import Thread

lock = threading.Lock()
counter = 0


@contextmanager
def alone():
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def work():
    global counter
    try:
        with alone():
            counter += 1
            raise ValueError
    except ValueError:
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
