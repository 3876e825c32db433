# Style: a decorator that holds the lock around one step.
import functools
import threading

counter = 0
lock = threading.Lock()


def locked(function):
    @functools.wraps(function)
    def with_lock(*args):
        with lock:
            return function(*args)

    return with_lock


@locked
def step():
    global counter
    counter += 1


def increment(times):
    for _ in range(times):
        step()
