# Exactly one thread gets the number 0.
import threading
from threading import Thread

barrier = threading.Barrier(2)
leaders = []


def work():
    if barrier.wait() == 0:
        leaders.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert leaders == [1]
