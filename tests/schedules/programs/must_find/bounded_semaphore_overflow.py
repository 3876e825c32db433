# A BoundedSemaphore tells of the release too many.
# Kind: exception
import threading
from threading import Thread

permit = threading.BoundedSemaphore(1)


def work():
    with permit:
        pass
    permit.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
