# One thread breaks the barrier for the other.
# Kind: exception
import threading
from threading import Thread

barrier = threading.Barrier(2)


def work():
    barrier.wait()


def quit():
    barrier.abort()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, quit)
