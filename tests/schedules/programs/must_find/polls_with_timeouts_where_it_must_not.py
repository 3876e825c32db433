# Waiting with a time-out again and again, where the test forbids it.
# Kind: polls
# Options: may_poll=False
import threading
from threading import Thread

condition = threading.Condition()
ready = False


def wait():
    with condition:
        while not ready:
            condition.wait(timeout=0.1)


def send():
    global ready
    with condition:
        ready = True


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
