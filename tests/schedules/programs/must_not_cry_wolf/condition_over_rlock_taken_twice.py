# wait() gives back an RLock however often it is held.
import threading
from threading import Thread

condition = threading.Condition(threading.RLock())
ready = False
seen = []


def wait():
    with condition:
        with condition:
            while not ready:
                condition.wait()
            seen.append(1)


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
    assert seen == [1]
