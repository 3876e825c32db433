# Two orders, but never both at once: the first thread is joined before the second starts.
import threading
from threading import Thread

left, right = threading.Lock(), threading.Lock()
steps = []


def one():
    with left, right:
        steps.append(1)


def two():
    with right, left:
        steps.append(2)


def test():
    for target in (one, two):
        thread = Thread(target=target)
        thread.start()
        thread.join()
    assert steps == [1, 2]
