# A barrier for three that only two reach.
# Kind: deadlock
import threading
from threading import Thread

barrier = threading.Barrier(3)


def work():
    barrier.wait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
