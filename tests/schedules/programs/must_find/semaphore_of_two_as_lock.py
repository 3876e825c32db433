# Two permits let two threads in.
# Kind: assertion
import threading
from threading import Thread

permits = threading.Semaphore(2)
counter = 0


def work():
    global counter
    with permits:
        counter += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
