# A Condition with a predicate in a while loop.
import threading
from threading import Thread

condition = threading.Condition()
ready = False
seen = []


def wait():
    with condition:
        while not ready:
            condition.wait()
        seen.append(ready)


def send():
    global ready
    with condition:
        ready = True
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
    assert seen == [True]
