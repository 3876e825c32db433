# A decorator that holds one lock for all calls.
import functools
import threading
from threading import Thread


def synchronized(function):
    lock = threading.Lock()

    @functools.wraps(function)
    def locked(*args, **kwargs):
        with lock:
            return function(*args, **kwargs)

    return locked


counter = 0


@synchronized
def work(step=1):
    global counter
    counter += step


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
