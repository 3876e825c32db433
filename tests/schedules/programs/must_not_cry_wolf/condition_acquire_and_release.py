# A Condition's lock taken and given back by its methods.
import threading
from threading import Thread

condition = threading.Condition()
ready = False
seen = []


def wait():
    condition.acquire()
    try:
        while not ready:
            condition.wait()
        seen.append(1)
    finally:
        condition.release()


def send():
    global ready
    condition.acquire()
    ready = True
    condition.notify()
    condition.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
    assert seen == [1]
    assert condition.acquire(blocking=False)
