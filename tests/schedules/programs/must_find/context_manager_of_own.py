# A context manager that forgets to release on an exception.
# Kind: deadlock
import threading
from contextlib import contextmanager
from threading import Thread

lock = threading.Lock()


@contextmanager
def locked():
    lock.acquire()
    yield
    lock.release()


def work():
    try:
        with locked():
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
