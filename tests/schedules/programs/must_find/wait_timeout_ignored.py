# A wait with a time-out may end without the notify.
# Kind: assertion
import threading
from threading import Thread

condition = threading.Condition()
value = None
seen = []


def wait():
    with condition:
        if value is None:
            condition.wait(timeout=5)
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
