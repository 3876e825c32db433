# A generator under a lock: a line at a time.
import threading
from threading import Thread


def numbers():
    number = 0
    while True:
        number += 1
        yield number


source = numbers()
lock = threading.Lock()
seen = []


def work():
    with lock:
        number = next(source)
    seen.append(number)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert sorted(seen) == [1, 2]
