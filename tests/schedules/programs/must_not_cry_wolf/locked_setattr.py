# setattr and getattr under a lock.
import threading
from threading import Thread


class Box:
    value = 0


box = Box()
lock = threading.Lock()


def work():
    with lock:
        setattr(box, "value", getattr(box, "value") + 1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert box.value == 2
