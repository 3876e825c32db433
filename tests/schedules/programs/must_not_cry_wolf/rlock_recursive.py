# A recursive function under an RLock.
import threading
from threading import Thread

lock = threading.RLock()
steps = []


def down(depth):
    with lock:
        if depth:
            steps.append(depth)
            down(depth - 1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: down(2), lambda: down(2))
    assert steps == [2, 1, 2, 1]
