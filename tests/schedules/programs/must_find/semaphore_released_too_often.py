# A release too many lets two threads in.
# Kind: assertion
import threading
from threading import Thread

permit = threading.Semaphore(1)
counter = 0


def work():
    global counter
    permit.acquire()
    counter += 1
    permit.release()
    permit.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, work)
    assert counter == 3
