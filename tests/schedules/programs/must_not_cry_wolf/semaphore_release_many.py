# release(n) lets n waiters go.
from threading import Semaphore, Thread

gate = Semaphore(0)
passed = []


def wait():
    gate.acquire()
    passed.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, wait, lambda: gate.release(2))
    assert passed == [1, 1]
