# The notify comes before the wait, and is lost.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()


def wait():
    with condition:
        condition.wait()


def send():
    with condition:
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
