# An event as a lock: two threads pass before either clears it.
# Kind: assertion
import threading
from threading import Thread

free = threading.Event()
free.set()
counter = 0


def work():
    global counter
    free.wait()
    free.clear()
    counter += 1
    free.set()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
