# The check is made before the lock is taken; the notify falls in between.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()
ready = False


def wait():
    if not ready:
        with condition:
            condition.wait()


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
