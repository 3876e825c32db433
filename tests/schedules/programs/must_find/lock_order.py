# Two locks taken in two orders.
# Kind: deadlock
import threading
from threading import Thread

left, right = threading.Lock(), threading.Lock()


def one():
    with left:
        with right:
            pass


def two():
    with right:
        with left:
            pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(one, two)
