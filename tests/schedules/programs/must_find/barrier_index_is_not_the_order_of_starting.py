# The number that a barrier hands out depends on who comes first.
# Kind: assertion
import threading
from threading import Thread

barrier = threading.Barrier(2)
numbers = {}


def work(name):
    numbers[name] = barrier.wait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("b"))
    assert numbers["a"] == 0
