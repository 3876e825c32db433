# An ExitStack that holds two locks.
import threading
from contextlib import ExitStack
from threading import Thread

locks = [threading.Lock(), threading.Lock()]
pair = [0, 0]


def work():
    with ExitStack() as stack:
        for lock in locks:
            stack.enter_context(lock)
        pair[0] += 1
        pair[1] += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert pair == [2, 2]
