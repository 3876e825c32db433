# Two orders, but a third lock around both lets only one thread try.
import threading
from threading import Thread

left, right, guard = threading.Lock(), threading.Lock(), threading.Lock()
steps = []


def one():
    with guard:
        with left, right:
            steps.append(1)


def two():
    with guard:
        with right, left:
            steps.append(2)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(one, two)
    assert len(steps) == 2
