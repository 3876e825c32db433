# Two locks, always in one order.
import threading
from threading import Thread

left, right = threading.Lock(), threading.Lock()
steps = []


def one():
    with left:
        with right:
            steps.append(1)


def two():
    with left, right:
        steps.append(2)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(one, two)
    assert sorted(steps) == [1, 2]
