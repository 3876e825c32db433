# Whoever does not get the lock does not touch the counter, and says so.
import threading
from threading import Thread

lock = threading.Lock()
counter = 0
refused = []


def work():
    global counter
    if lock.acquire(blocking=False):
        counter += 1
        lock.release()
    else:
        refused.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter + len(refused) == 2
    assert counter >= 1
