# A decorator that makes a new lock at each call.
# Kind: assertion
import threading
from functools import wraps
from threading import Thread


def synchronized(function):
    @wraps(function)
    def locked():
        with threading.Lock():
            return function()

    return locked


counter = 0


@synchronized
def work():
    global counter
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
