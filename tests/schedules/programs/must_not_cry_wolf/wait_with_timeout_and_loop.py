# A wait with a time-out inside a loop over the predicate.
import threading
from threading import Thread

condition = threading.Condition()
value = None
seen = []


def wait():
    with condition:
        while value is None:
            condition.wait(timeout=1)
        seen.append(value)


def send():
    global value
    with condition:
        value = 1
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
    assert seen == [1]
