# An RLock taken again by its owner.
import threading
from threading import Thread

lock = threading.RLock()
counter = 0


def add():
    global counter
    with lock:
        counter += 1


def add_two():
    with lock:
        add()
        add()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(add_two, add_two)
    assert counter == 4
