# Two locks in one with statement, in two orders.
# Kind: deadlock
import threading
from threading import Thread

left, right = threading.Lock(), threading.Lock()


def one():
    with left, right:
        pass


def two():
    with right, left:
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(one, two)
