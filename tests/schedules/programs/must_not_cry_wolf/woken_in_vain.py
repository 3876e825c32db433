# Woken twice for nothing, a waiter in a while loop goes back to sleep, and that is not polling.
# Options: may_poll=False
import threading
from threading import Thread

condition = threading.Condition()
ready = False
seen = []


def wait():
    with condition:
        while not ready:
            condition.wait()
        seen.append(1)


def send():
    global ready
    for _ in range(2):
        with condition:
            condition.notify_all()
    with condition:
        ready = True
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
    assert seen == [1]
