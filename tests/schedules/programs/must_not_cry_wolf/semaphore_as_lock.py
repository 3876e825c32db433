# A Semaphore with one permit.
from threading import Semaphore, Thread

permit = Semaphore()
counter = 0


def work():
    global counter
    with permit:
        counter += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, work)
    assert counter == 3
