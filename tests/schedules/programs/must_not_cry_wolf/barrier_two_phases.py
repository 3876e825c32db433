# Everybody reads after a barrier and writes after another.
import threading
from threading import Thread

barrier = threading.Barrier(2)
values = [1, 2]


def work(me):
    barrier.wait()
    other = values[1 - me]
    barrier.wait()
    values[me] = other


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1))
    assert values == [2, 1]
