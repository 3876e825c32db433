# Two threads need both permits, and each takes one.
# Kind: deadlock
import threading
from threading import Thread

permits = threading.Semaphore(2)


def work():
    with permits:
        with permits:
            pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
