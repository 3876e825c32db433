# A break from the loop skips the release.
# Kind: deadlock
import threading
from threading import Thread

lock = threading.Lock()


def work():
    for number in range(3):
        lock.acquire()
        if number == 1:
            break
        lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
